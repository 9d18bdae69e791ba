using System.CommandLine;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Views;
using Phoenix.Topology;

namespace Phoenix.Cli.Invocations;

/// <summary>Runs the actions of commands and turns whatever they throw into an error for a person and an exit code.</summary>
internal sealed class CommandRunner(CliContext context, GlobalOptions options)
{
    /// <summary>Gives a command its action.</summary>
    public void Bind(Command command, Func<Invocation, Task<int>> action) =>
        command.SetAction((parsed, _) => RunAsync(new Invocation(context, options, parsed), action));

    /// <summary>Gives a command an action that waits for nothing.</summary>
    public void Bind(Command command, Func<Invocation, int> action) => Bind(command, invocation => Task.FromResult(action(invocation)));

    private static async Task<int> RunAsync(Invocation invocation, Func<Invocation, Task<int>> action)
    {
        try
        {
            return await action(invocation);
        }
        catch (InvalidConfigurationException invalid)
        {
            DiagnosticsView.Write(invocation, invalid.Result);
            return ExitCodes.InvalidConfiguration;
        }
        catch (PhoenixException error)
        {
            return EndView.Failed(invocation, error);
        }
        catch (OperationCanceledException) when (invocation.Context.Signals.ExitCode is { } exitCode)
        {
            return EndView.Stopped(invocation, exitCode);
        }
        catch (Exception unexpected)
        {
            var exitCode = EndView.Failed(invocation, new PhoenixException(CliErrors.Unexpected, unexpected.Message, unexpected));
            if (invocation.Context.Variable("PHOENIX_DEBUG") == "1")
            {
                invocation.Error.WriteText(unexpected + "\n");
            }

            return exitCode;
        }
    }
}
