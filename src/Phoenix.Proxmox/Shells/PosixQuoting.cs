using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>Turns an argument vector into one line for a POSIX shell, where there is no other way (SSH carries a line, not a vector).</summary>
public static class PosixQuoting
{
    /// <summary>
    /// The line that a POSIX shell takes apart into exactly these arguments. Every argument is in single quotes, in which nothing has a meaning;
    /// a single quote itself ends the quotes, is escaped, and begins them again.
    /// </summary>
    /// <exception cref="PhoenixException">An argument holds a NUL, which no argument can.</exception>
    public static string Line(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Contains('\0')
            ? throw new PhoenixException(ShellErrors.CommandFailed, "an argument holds a NUL byte")
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
