using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>Something that has no state of its own, because it follows from others; it is here to be proved when they are in place.</summary>
public abstract class ProofResource(string kind, string name, ImmutableArray<ResourceId> dependsOn) : IResource
{
    /// <inheritdoc />
    public ResourceId Id { get; } = new(kind, name);

    /// <inheritdoc />
    public abstract string Title { get; }

    /// <inheritdoc />
    public ImmutableArray<ResourceId> DependsOn => dependsOn;

    /// <inheritdoc />
    public Task<Change> PlanAsync(CancellationToken cancel) => Task.FromResult(Change.None(Id));

    /// <inheritdoc />
    public Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc />
    public abstract Task<Proof> VerifyAsync(CancellationToken cancel);

    /// <inheritdoc />
    public Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(false);

    /// <inheritdoc />
    public Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) => Task.CompletedTask;
}
