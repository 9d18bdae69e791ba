using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Components.Certificates;

/// <summary>Proves, after a service came up, that it serves the leaf that was issued for it. It has no state of its own.</summary>
public sealed class ServedLeafResource(LeafResource leaf, ImmutableArray<ResourceId> dependsOn) : IResource
{
    /// <inheritdoc />
    public ResourceId Id { get; } = new("served", leaf.Id.Name);

    /// <inheritdoc />
    public string Title => $"{leaf.Title}, served as issued";

    /// <inheritdoc />
    public ImmutableArray<ResourceId> DependsOn => dependsOn;

    /// <inheritdoc />
    public Task<Change> PlanAsync(CancellationToken cancel) => Task.FromResult(Change.None(Id));

    /// <inheritdoc />
    public Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<Proof> VerifyAsync(CancellationToken cancel) => leaf.VerifyAsync(cancel);

    /// <inheritdoc />
    public Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) => Task.CompletedTask;
}
