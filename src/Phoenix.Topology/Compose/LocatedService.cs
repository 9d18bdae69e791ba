using System.Collections.Immutable;

namespace Phoenix.Topology.Compose;

/// <summary>A service with the places that the checks of several files need.</summary>
internal sealed record LocatedService(
    ComposeService Service,
    SourceSpan Name,
    ImmutableArray<Located<PublishedPort>> Ports,
    ImmutableArray<Located<string>> DependsOn
);
