using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>A list of rules in a file: the file's own, or a security group's.</summary>
/// <param name="Place">The file.</param>
/// <param name="Path">The list's path.</param>
/// <param name="InPath">Parameters of the path beyond those of the place.</param>
/// <param name="Environment">What rules it takes.</param>
/// <param name="Get">The list out of the file.</param>
/// <param name="Put">The file with another list.</param>
internal sealed record RuleList(
    FirewallPlace Place,
    string Path,
    ImmutableArray<Parameter> InPath,
    string Environment,
    Func<FirewallDocument, ApiCall, ImmutableArray<StoredRule>> Get,
    Func<FirewallDocument, ApiCall, ImmutableArray<StoredRule>, FirewallDocument> Put
);
