using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>A resource whose declared and observed state are values of one type.</summary>
/// <typeparam name="TState">The state: an immutable record, compared by <see cref="Compare"/>.</typeparam>
public abstract class Resource<TState>(string kind, string name) : IResource
    where TState : class
{
    /// <inheritdoc />
    public ResourceId Id { get; } = new(kind, name);

    /// <inheritdoc />
    public abstract string Title { get; }

    /// <inheritdoc />
    public virtual ImmutableArray<ResourceId> DependsOn => [];

    /// <inheritdoc />
    public async Task<Change> PlanAsync(CancellationToken cancel)
    {
        var observed = await ObserveAsync(cancel);
        if (observed is null)
        {
            return Change.Create(Id);
        }

        var change = Compare(observed);
        return change.Kind == ChangeKind.None ? change with { Proof = ProofOf(observed) } : change;
    }

    /// <inheritdoc />
    public abstract Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel);

    /// <inheritdoc />
    public virtual Task<Proof> VerifyAsync(CancellationToken cancel) => Task.FromResult(Proof.None);

    /// <inheritdoc />
    public virtual Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(true);

    /// <inheritdoc />
    public virtual Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The live state, read-only; null when there is nothing yet, also because a dependency is not there yet.</summary>
    protected abstract Task<TState?> ObserveAsync(CancellationToken cancel);

    /// <summary>Pure: what has to change. Return <see cref="Change.None"/> when the observed state is as declared.</summary>
    protected abstract Change Compare(TState observed);

    /// <summary>
    /// Pure: what an observed state that is as declared proves by itself. Null when only a probe tells whether it works.
    /// </summary>
    protected virtual Proof? ProofOf(TState observed) => null;
}
