using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>What can go wrong when a system is observed or converged: PHX3101 to PHX3119.</summary>
public static class SystemErrors
{
    /// <summary>A specification holds what no system can have.</summary>
    public static readonly ErrorCode BadSpec = new(
        "PHX3101",
        "A system cannot be declared like that",
        "A path, owner, mode, package or unit of a system is not one: a path must be absolute and free of line breaks, an owner is user:group, a mode is octal.",
        "If the value comes from phoenix.yaml, correct it there; otherwise this is a fault of Phoenix, please report it."
    );

    /// <summary>The observing script did not answer as it should.</summary>
    public static readonly ErrorCode NotObserved = new(
        "PHX3102",
        "The system could not be looked at",
        "The script that looks at a system ended before its answer was complete. The system may be stopping, or lack a basic tool (sh, coreutils, dpkg).",
        "Look at the remote's words, then run the command again."
    );

    /// <summary>Packages could not be installed.</summary>
    public static readonly ErrorCode PackagesFailed = new(
        "PHX3103",
        "Packages could not be installed",
        "apt-get failed in the system, also after its lists were updated.",
        "Read apt's words: usually the package mirror cannot be reached or another apt runs. `phoenix up` goes on from here."
    );

    /// <summary>A file, directory, program or user could not be put in place.</summary>
    public static readonly ErrorCode NotWritten = new(
        "PHX3104",
        "Something could not be written in the system",
        "A file, a directory, a program or a user could not be put in place: a read-only or full file system, or an owner that does not exist.",
        "Read the remote's words, make room or correct the owner, and run `phoenix up` again."
    );

    /// <summary>Something else stands where a file or a directory belongs.</summary>
    public static readonly ErrorCode Occupied = new(
        "PHX3105",
        "Something else stands at the path",
        "A directory stands where a file is declared, or a file where a directory is. Phoenix replaces links but never removes such things by itself.",
        "Look at what it is, move it away, and run `phoenix up` again."
    );

    /// <summary>A service's own check refused its configuration.</summary>
    public static readonly ErrorCode CheckFailed = new(
        "PHX3106",
        "The service refuses its configuration",
        "The service's own check (such as nginx -t) failed on the new files. They were put back as they were and the running service was not touched.",
        "Read the check's words and correct what phoenix.yaml declares."
    );

    /// <summary>A unit could not be started, reloaded or restarted.</summary>
    public static readonly ErrorCode UnitFailed = new(
        "PHX3107",
        "A unit of systemd failed",
        "systemctl failed to enable, start, reload or restart the unit. Its last journal lines are shown.",
        "Read the journal lines; `phoenix guest logs` shows more. `phoenix up` tries it again."
    );

    /// <summary>The applying script ended without saying why.</summary>
    public static readonly ErrorCode CutOff = new(
        "PHX3108",
        "The system was left in the middle of a change",
        "The script that changes a system ended before it was done: the system stopped, the connection broke, or it ran out of time.",
        "Run `phoenix up` again: it goes on from where the system is."
    );

    /// <summary>All codes of this class.</summary>
    public static ImmutableArray<ErrorCode> All { get; } =
    [BadSpec, NotObserved, PackagesFailed, NotWritten, Occupied, CheckFailed, UnitFailed, CutOff];
}
