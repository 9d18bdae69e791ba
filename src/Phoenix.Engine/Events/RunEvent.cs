using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Something that happened in a run. Views (terminal, JSON lines, console, journal) are functions of these.</summary>
public abstract record RunEvent
{
    private RunEvent() { }

    /// <summary>When it happened; stamped by <see cref="EventSink"/>.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>A run began.</summary>
    /// <param name="Command">What was asked for: <c>up</c>, <c>plan</c>, <c>down</c>.</param>
    /// <param name="Platform">The platform's name.</param>
    public sealed record RunStarted(string Command, string Platform) : RunEvent;

    /// <summary>Everything was observed and compared.</summary>
    public sealed record PlanMade(Plan Plan) : RunEvent;

    /// <summary>Work on a resource began.</summary>
    public sealed record ResourceStarted(ResourceId Resource, string Title, Change Change) : RunEvent;

    /// <summary>What a resource is doing, in a few words.</summary>
    public sealed record ResourceProgress(ResourceId Resource, string Doing) : RunEvent;

    /// <summary>A change was made and proved.</summary>
    public sealed record ResourceDone(ResourceId Resource, Change Change, Proof Proof, TimeSpan Duration) : RunEvent;

    /// <summary>A resource was planned to change but turned out to be as declared when its turn came.</summary>
    public sealed record ResourceUnchanged(ResourceId Resource) : RunEvent;

    /// <summary>A resource failed.</summary>
    public sealed record ResourceFailed(ResourceId Resource, PhoenixException Error, TimeSpan Duration) : RunEvent;

    /// <summary>A removal failed and is tried again when everything else is gone.</summary>
    public sealed record RemovalPostponed(ResourceId Resource, PhoenixException Error, TimeSpan Duration) : RunEvent;

    /// <summary>A resource was not touched, and why.</summary>
    public sealed record ResourceSkipped(ResourceId Resource, string Why) : RunEvent;

    /// <summary>A resource without change was probed.</summary>
    public sealed record ProofMade(ResourceId Resource, Proof Proof) : RunEvent;

    /// <summary>The run ended.</summary>
    public sealed record RunEnded(RunResult Result) : RunEvent;
}
