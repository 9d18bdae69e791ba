using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>The codes of errors of a run, <c>PHX4xxx</c>.</summary>
public static class EngineErrors
{
    /// <summary>A dependency on an id that no resource has.</summary>
    public static readonly ErrorCode UnknownDependency = new(
        "PHX4001",
        "A resource depends on one that is not there",
        "Phoenix composed resources that do not fit together: one names a dependency that nothing declares. This is a mistake of Phoenix, not of your file.",
        "Report it with your phoenix.yaml; nothing was changed."
    );

    /// <summary>Resources that wait for each other.</summary>
    public static readonly ErrorCode DependencyCycle = new(
        "PHX4002",
        "Resources depend on each other in a circle",
        "No order exists in which these resources could be made: each waits for the next.",
        "Break the circle where your file makes it (a stack, a route or an allow rule); otherwise report it. Nothing was changed."
    );

    /// <summary>One id twice.</summary>
    public static readonly ErrorCode DuplicateResource = new(
        "PHX4003",
        "Two resources have the same id",
        "Every resource of a platform has an id of its own; two with the same one would overwrite each other.",
        "Rename one where your file makes them; otherwise report it. Nothing was changed."
    );

    /// <summary>The live state could not be read.</summary>
    public static readonly ErrorCode ObservationFailed = new(
        "PHX4010",
        "The live state of a resource could not be read",
        "Phoenix looks before it changes anything. Looking at this resource failed, so it is left alone, and so is everything that needs it.",
        "The cause stands beside the error. Mend it and run `phoenix up` again."
    );

    /// <summary>A change could not be made.</summary>
    public static readonly ErrorCode ApplyFailed = new(
        "PHX4011",
        "A change could not be made",
        "Making or changing this resource failed. What depends on it was skipped; everything else went on.",
        "The cause stands beside the error. Mend it and run `phoenix up` again: it goes on from here."
    );

    /// <summary>The probe after a change does not hold.</summary>
    public static readonly ErrorCode ProofFailed = new(
        "PHX4012",
        "A resource is in place but does not do what it is for",
        "Phoenix proves every resource with a real probe (a TLS handshake, a query, a request). The configuration is as declared, but the probe does not find what it expects.",
        "Look at what the probe saw and at the guest's logs: `phoenix guest logs NAME`. Then run `phoenix up` again."
    );

    /// <summary>A resource could not be taken away.</summary>
    public static readonly ErrorCode RemovalFailed = new(
        "PHX4013",
        "A resource could not be taken away",
        "Removing it failed, also on the second try after everything else was gone.",
        "The cause stands beside the error. Mend it and run `phoenix down` again: what is gone already is passed over."
    );

    /// <summary>Orphans could not be looked for.</summary>
    public static readonly ErrorCode OrphanSearchFailed = new(
        "PHX4014",
        "Things that are no longer declared could not be looked for",
        "Phoenix looks for what it made once and what your file no longer declares. The search failed, so nothing of that kind is removed in this run, and the run does not count as done.",
        "The cause stands beside the error. Mend it and run `phoenix up` again."
    );

    /// <summary>Another run holds the lock.</summary>
    public static readonly ErrorCode Locked = new(
        "PHX4020",
        "Another run is under way",
        "Two runs on one platform would undo each other's work, so each takes a lock. A lock whose process is dead is taken over by itself.",
        "Wait for the other run to end (--lock-timeout says how long a run waits), or end it (Ctrl-C once lets it finish what it is doing)."
    );

    /// <summary>The state directory cannot be written.</summary>
    public static readonly ErrorCode StateUnwritable = new(
        "PHX4021",
        "Phoenix cannot keep its state",
        "A run takes a lock and writes a journal in Phoenix's state directory, /var/lib/phoenix or what PHOENIX_STATE names. It could not be made or written.",
        "Run Phoenix as root, or name a directory of your own with PHOENIX_STATE."
    );

    /// <summary>A destructive change that nobody agreed to.</summary>
    public static readonly ErrorCode ConsentMissing = new(
        "PHX4030",
        "A change would lose data and was not agreed to",
        "The plan you agreed to did not say that this resource would be replaced, shrunk or removed. It turned out during the run, so Phoenix stopped there.",
        "Run `phoenix up` again: the plan now names the change, and you decide."
    );

    /// <summary>Stopped by a signal in the middle of a step.</summary>
    public static readonly ErrorCode Interrupted = new(
        "PHX4040",
        "A step was cut short",
        "A second Ctrl-C (or a second SIGTERM) ended running steps where they were.",
        "Run `phoenix up` again: it goes on from here."
    );

    /// <summary>All of them, for <c>phoenix explain</c>.</summary>
    public static readonly ImmutableArray<ErrorCode> All =
    [
        UnknownDependency,
        DependencyCycle,
        DuplicateResource,
        ObservationFailed,
        ApplyFailed,
        ProofFailed,
        RemovalFailed,
        OrphanSearchFailed,
        Locked,
        StateUnwritable,
        ConsentMissing,
        Interrupted,
    ];
}
