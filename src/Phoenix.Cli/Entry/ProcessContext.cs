using System.Text;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Signals;

namespace Phoenix.Cli.Entry;

/// <summary>The surroundings of the real process.</summary>
internal static class ProcessContext
{
    /// <summary>Reads them.</summary>
    public static CliContext Create(ISignals signals) =>
        new()
        {
            Output = Writer(Console.OpenStandardOutput()),
            Error = Writer(Console.OpenStandardError()),
            Input = Console.In,
            Variable = Environment.GetEnvironmentVariable,
            Directory = Environment.CurrentDirectory,
            Terminal = Terminal(),
            Sessions = new PlatformSessions(),
            Signals = signals,
            Time = TimeProvider.System,
            User = Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } real ? real : Environment.UserName,
            HostsPath = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts") : "/etc/hosts",
        };

    // Always UTF-8: the marks are not in every locale's charset, and a pipe has none.
    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };

    private static TerminalFacts Terminal()
    {
        var facts = new TerminalFacts(!Console.IsInputRedirected, !Console.IsOutputRedirected, !Console.IsErrorRedirected, 80, 24);
        if (!facts.Output && !facts.Error)
        {
            return facts;
        }

        try
        {
            // A terminal that does not tell its size (serial lines, some containers) says 0.
            var (columns, rows) = (Console.WindowWidth, Console.WindowHeight);
            return columns > 0 && rows > 0 ? facts with { Columns = columns, Rows = rows } : facts;
        }
        catch (IOException)
        {
            return facts;
        }
    }
}
