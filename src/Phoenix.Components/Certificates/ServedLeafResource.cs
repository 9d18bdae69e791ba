using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Components.Certificates;

/// <summary>Proves, after a service came up, that it serves the leaf that was issued for it.</summary>
public sealed class ServedLeafResource(LeafResource leaf, ImmutableArray<ResourceId> dependsOn)
    : ProofResource("served", leaf.Id.Name, dependsOn)
{
    /// <inheritdoc />
    public override string Title => $"{leaf.Title}, served as issued";

    /// <inheritdoc />
    public override Task<Proof> VerifyAsync(CancellationToken cancel) => leaf.VerifyServedAsync(cancel);
}
