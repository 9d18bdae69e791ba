using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>A firewall file as the API edits it.</summary>
internal sealed record FirewallDocument
{
    /// <summary>The options by name.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = GuestConfig.Empty;

    /// <summary>The aliases by their name in lower case.</summary>
    public ImmutableSortedDictionary<string, StoredAlias> Aliases { get; init; } =
        ImmutableSortedDictionary.Create<string, StoredAlias>(StringComparer.Ordinal);

    /// <summary>The sets of addresses by name.</summary>
    public ImmutableSortedDictionary<string, StoredSet> Sets { get; init; } =
        ImmutableSortedDictionary.Create<string, StoredSet>(StringComparer.Ordinal);

    /// <summary>The rules in order.</summary>
    public ImmutableArray<StoredRule> Rules { get; init; } = [];

    /// <summary>The security groups by name.</summary>
    public ImmutableSortedDictionary<string, StoredGroup> Groups { get; init; } =
        ImmutableSortedDictionary.Create<string, StoredGroup>(StringComparer.Ordinal);
}

/// <summary>An alias: a name, in the case it was made with, for an address or network.</summary>
internal sealed record StoredAlias(string Name, string Cidr, string? Comment);

/// <summary>A set of addresses.</summary>
internal sealed record StoredSet(string? Comment, ImmutableArray<StoredEntry> Entries);

/// <summary>An entry of a set: an address, a network or an alias; perhaps one that is left out.</summary>
internal sealed record StoredEntry(string Cidr, bool NoMatch, string? Comment);

/// <summary>A security group.</summary>
internal sealed record StoredGroup(string? Comment, ImmutableArray<StoredRule> Rules);
