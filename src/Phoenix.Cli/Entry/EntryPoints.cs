using System.Text;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Signals;
using Phoenix.Lab.AgentStandIn;
using Phoenix.Lab.Pct;
using Phoenix.Lab.PortainerStandIn;
using Phoenix.Mesh;
using Phoenix.Topology;

namespace Phoenix.Cli.Entry;

/// <summary>The one binary is several programs: which one is decided by the name it is called by, then by its first words. Nothing of the others is loaded.</summary>
internal static class EntryPoints
{
    /// <summary>Runs the program that was called.</summary>
    /// <param name="calledAs">Argument zero, e.g. <c>/usr/sbin/pct</c>.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<int> RunAsync(string calledAs, string[] arguments)
    {
        using var signals = new PosixSignals();
        try
        {
            return await RunAsync(calledAs, arguments, signals);
        }
        catch (PhoenixException error)
        {
            // Of the programs that are no commands: they talk to a log, not to a person at a terminal.
            Tell($"{error.Code}: {error.Message}\nhelp: {error.Help ?? error.Code.Remedy}");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } exitCode)
        {
            return exitCode;
        }
        catch (Exception unexpected)
        {
            var isDebug = Environment.GetEnvironmentVariable("PHOENIX_DEBUG") == "1";
            Tell(
                $"{CliErrors.Unexpected.Code}: {(isDebug ? unexpected.ToString() : unexpected.Message)}\nhelp: {CliErrors.Unexpected.Remedy}"
            );
            return ExitCodes.Failed;
        }
    }

    private static void Tell(string text)
    {
        using var error = new GuardedStream(StandardStreams.Error, tells: false);
        error.Write(Encoding.UTF8.GetBytes($"phoenix: {text}\n"));
    }

    private static async Task<int> RunAsync(string calledAs, string[] arguments, PosixSignals signals)
    {
        var stop = signals.Tokens.Stop;
        return (Path.GetFileName(calledAs), arguments) switch
        {
            ("pct", _) => await PctCommand.RunAsync(arguments, stop),
            (_, ["mesh", .. var rest]) => await MeshCommand.RunAsync(rest, Console.Out, Console.Error, stop),
            (_, ["stand-in", "portainer", .. var rest]) => await PortainerProgram.RunAsync([.. rest], TimeProvider.System, stop),
            (_, ["stand-in", "agent", .. var rest]) => await AgentProgram.RunAsync([.. rest], TimeProvider.System, stop),
            _ => await RunCommandAsync(arguments, signals),
        };
    }

    private static Task<int> RunCommandAsync(string[] arguments, PosixSignals signals)
    {
        signals.TakeHangUp();
        return CommandLine.RunAsync(arguments, ProcessContext.Create(signals));
    }
}
