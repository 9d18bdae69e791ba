using System.Collections.Immutable;

namespace Phoenix.Proxmox;

/// <summary>
/// Commands that a terminal's Ctrl-C does not reach. A terminal sends it to its whole foreground group, children included; Phoenix alone decides what
/// running steps do then. Not for what a person works in, which needs the terminal.
/// </summary>
public static class OwnSession
{
    /// <summary>Whether there is a terminal that this process' children could hear of. Services and scripts have none, and save a millisecond a command.</summary>
    public static bool IsNeeded { get; } = HasTerminal("/proc/self/stat");

    /// <summary>
    /// The command in a session of its own, where there is a terminal. A child leads no group, so setsid becomes the command: the process, its streams
    /// and its exit code are the command's own.
    /// </summary>
    public static ImmutableArray<string> Of(ImmutableArray<string> command) => IsNeeded ? ["setsid", "--wait", .. command] : command;

    // "pid (name) state parent group session terminal ..."; the name may hold anything.
    private static bool HasTerminal(string stat) =>
        File.Exists(stat)
        && File.ReadAllText(stat) is var text
        && text[(text.LastIndexOf(')') + 1)..].Split(' ') is [_, _, _, _, _, not "0", ..];
}
