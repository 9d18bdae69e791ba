using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>How one resource ended in a run.</summary>
/// <param name="Resource">Which one.</param>
/// <param name="Duration">How long the work on it took, waiting not counted.</param>
public abstract record Outcome(ResourceId Resource, TimeSpan Duration)
{
    /// <summary>It was changed and proved.</summary>
    public sealed record Done(ResourceId Resource, TimeSpan Duration, Change Change, Proof Proof) : Outcome(Resource, Duration);

    /// <summary>It was as declared.</summary>
    public sealed record Unchanged(ResourceId Resource, TimeSpan Duration, Proof Proof) : Outcome(Resource, Duration);

    /// <summary>It failed: at looking, at changing, or at the proof.</summary>
    public sealed record Failed(ResourceId Resource, TimeSpan Duration, PhoenixException Error) : Outcome(Resource, Duration);

    /// <summary>It was not touched.</summary>
    /// <param name="Resource">Which one.</param>
    /// <param name="Why">A line for a person, e.g. <c>it needs guest/traefik</c>.</param>
    /// <param name="Because">The resource that failed, when that is the reason.</param>
    public sealed record Skipped(ResourceId Resource, string Why, ResourceId? Because) : Outcome(Resource, TimeSpan.Zero);

    /// <summary>Something on the way to here was changed in this run, so what was observed below may be stale.</summary>
    internal bool ChangedUpstream { get; init; }
}
