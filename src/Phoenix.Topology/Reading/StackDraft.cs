using System.Collections.Immutable;
using Phoenix.Topology.Compose;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading;

/// <summary>A draft of a stack, with its compose file.</summary>
internal sealed record StackDraft(
    Located<string> Name,
    Located<string>? On,
    Located<string>? ComposePath,
    ImmutableArray<Named<string>> Environment,
    ImmutableArray<Located<string>> Secrets
)
{
    /// <summary>The compose file; null when it could not be read.</summary>
    public SourceText? Compose { get; init; }

    /// <summary>Its services; empty when it could not be used.</summary>
    public ImmutableArray<LocatedService> Services { get; init; } = [];
}
