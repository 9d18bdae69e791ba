using System.Text;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Signals;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Entry;

/// <summary>The surroundings of the real process.</summary>
internal static class ProcessContext
{
    /// <summary>Reads them.</summary>
    public static CliContext Create(ISignals signals) =>
        new()
        {
            Output = Writer(StandardStreams.Output()),
            Error = Writer(StandardStreams.Error()),
            Input = new StreamReader(StandardStreams.Input()),
            Variable = Environment.GetEnvironmentVariable,
            Directory = Environment.CurrentDirectory,
            Terminal = Facts(),
            Sessions = new PlatformSessions(),
            Signals = signals,
            Time = TimeProvider.System,
            User = Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } real ? real : Environment.UserName,
            HostsPath = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts") : "/etc/hosts",
        };

    // Always UTF-8: the marks are not in every locale's charset, and a pipe has none.
    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };

    private static TerminalFacts Facts()
    {
        var facts = new TerminalFacts(!Console.IsInputRedirected, !Console.IsOutputRedirected, !Console.IsErrorRedirected, 80, 24);
        return TerminalSize.Ask() is { } size ? facts with { Columns = size.Columns, Rows = size.Rows } : facts;
    }
}
