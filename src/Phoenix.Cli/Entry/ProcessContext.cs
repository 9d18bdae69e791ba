using System.Text;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Signals;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Entry;

/// <summary>The surroundings of the real process.</summary>
internal static class ProcessContext
{
    /// <summary>Reads them.</summary>
    public static CliContext Create(ISignals signals) =>
        new()
        {
            Output = Writer(new GuardedStream(StandardStreams.Output, tells: true)),
            Error = Writer(new GuardedStream(StandardStreams.Error, tells: false)),
            Input = Reader(),
            Variable = Environment.GetEnvironmentVariable,
            Directory = CurrentDirectory(),
            Terminal = new TerminalFacts(
                !Console.IsInputRedirected,
                !Console.IsOutputRedirected,
                !Console.IsErrorRedirected,
                TerminalSize.Ask
            ),
            Sessions = new PlatformSessions(),
            Signals = signals,
            Time = TimeProvider.System,
            User = User(),
            HostsPath = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts") : "/etc/hosts",
        };

    /// <exception cref="PhoenixException">It was removed.</exception>
    private static string CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new PhoenixException(CliErrors.NoDirectory, "the current directory is gone", gone);
        }
    }

    // A user without an entry in /etc/passwd has no name.
    private static string User()
    {
        if (Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } real)
        {
            return real;
        }

        try
        {
            return Environment.UserName;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or IOException)
        {
            return Environment.IsPrivilegedProcess ? "root" : "unknown";
        }
    }

    private static StreamReader Reader()
    {
        try
        {
            return new StreamReader(StandardStreams.Input());
        }
        catch (IOException)
        {
            return StreamReader.Null;
        }
    }

    // Always UTF-8: the marks are not in every locale's charset, and a pipe has none.
    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
}
