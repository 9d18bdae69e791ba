using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Phoenix.Components.Systems;

/// <summary>What was found in a system of the things a <see cref="SystemSpec"/> names. Absent things have no entry.</summary>
public sealed record SystemState
{
    /// <summary>Installed packages and their versions.</summary>
    public FrozenDictionary<string, string> Packages { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Users that exist.</summary>
    public FrozenSet<string> Users { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What stands at the paths.</summary>
    public FrozenDictionary<string, PathState> Paths { get; init; } = FrozenDictionary<string, PathState>.Empty;

    /// <summary>Units of systemd, by their full name.</summary>
    public FrozenDictionary<string, UnitState> Units { get; init; } = FrozenDictionary<string, UnitState>.Empty;

    /// <summary>Reloads and restarts that an earlier run, cut off, still owes to units.</summary>
    public FrozenDictionary<string, UnitAction> Owed { get; init; } = FrozenDictionary<string, UnitAction>.Empty;
}

/// <summary>What kind of thing stands at a path.</summary>
public enum PathKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, whatever it points at.</summary>
    Link,

    /// <summary>A socket, a pipe or a device.</summary>
    Other,
}

/// <summary>What stands at a path; links are not followed.</summary>
/// <param name="Kind">File, directory, link, or something else.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Owner"><c>user:group</c>.</param>
/// <param name="ModifiedAt">When the content changed last.</param>
public sealed record PathState(PathKind Kind, UnixFileMode Mode, string Owner, DateTimeOffset ModifiedAt)
{
    /// <summary>Lower-case hex SHA-256 of a regular file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The text of a small file that differs from what is declared and is no secret.</summary>
    public string? Content { get; init; }

    /// <summary>The digest of what Phoenix wrote there last; it tells a change by hand from a new declaration.</summary>
    public string? WrittenSha256 { get; init; }
}

/// <summary>A unit as systemd has it, in systemd's own words.</summary>
/// <param name="Load"><c>loaded</c>, <c>not-found</c>, <c>masked</c> …</param>
/// <param name="Active"><c>active</c>, <c>inactive</c>, <c>failed</c>, <c>activating</c> …</param>
/// <param name="Sub">E.g. <c>running</c>, <c>auto-restart</c>.</param>
/// <param name="File"><c>enabled</c>, <c>disabled</c>, <c>static</c>, <c>masked</c> …; empty when there is no unit file.</param>
/// <param name="NeedsDaemonReload">The unit's file changed since systemd read it.</param>
public sealed record UnitState(string Load, string Active, string Sub, string File, bool NeedsDaemonReload)
{
    /// <summary>A unit nothing is known of.</summary>
    public static readonly UnitState Unknown = new("not-found", "inactive", "dead", "", false);

    /// <summary>It runs (for a timer or a socket: it waits).</summary>
    public bool IsRunning => Active is "active" or "reloading";

    /// <summary>It starts at boot, or has nothing that could be enabled.</summary>
    public bool IsEnabled =>
        File is "enabled" or "enabled-runtime" or "static" or "alias" or "indirect" or "generated" or "linked" or "transient";

    /// <summary>It cannot be started.</summary>
    public bool IsMasked => File is "masked" or "masked-runtime";
}

/// <summary>What a unit has to do, from the least to the most.</summary>
public enum UnitAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Start.</summary>
    Start,

    /// <summary>Read its files again while it runs.</summary>
    Reload,

    /// <summary>Stop and start.</summary>
    Restart,
}
