using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>Something of the platform that can be observed, compared, applied and proved. See <see cref="Resource{TState}"/> for the usual base.</summary>
public interface IResource
{
    /// <summary>The stable id.</summary>
    ResourceId Id { get; }

    /// <summary>What a person reads beside the id in a plan, e.g. <c>LXC 101   10.0.0.153   nginx 1.26 (Debian)</c>.</summary>
    string Title { get; }

    /// <summary>Resources that must be in place before this one is applied. Ids that no resource has are an error of the composition.</summary>
    ImmutableArray<ResourceId> DependsOn { get; }

    /// <summary>Observes the live system read-only and compares it with what is declared. It must not fail because a dependency does not exist yet: then the resource itself does not exist.</summary>
    Task<Change> PlanAsync(CancellationToken cancel);

    /// <summary>Makes the change. Told again after a crash it must go on from where the live system is.</summary>
    Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel);

    /// <summary>Proves by a real probe that the resource does what it is for.</summary>
    Task<Proof> VerifyAsync(CancellationToken cancel);

    /// <summary>Whether there is anything to take away. Only what is known at once is asked; else there may be, and <see cref="RemoveAsync"/> finds out.</summary>
    Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(true);

    /// <summary>Takes the resource away, for <c>phoenix down</c> and for things that are no longer declared. Absent already is success.</summary>
    Task RemoveAsync(IProgress<string> progress, CancellationToken cancel);
}
