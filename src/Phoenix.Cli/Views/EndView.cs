using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Views;

/// <summary>How a command ends that did not come to its own result. Each writes it and gives the exit code.</summary>
internal static class EndView
{
    /// <summary>Nobody agreed.</summary>
    public static int Refused(Invocation invocation)
    {
        WriteJson(invocation, RunEnding.Refused, ExitCodes.Failed);
        invocation.Error.Write([Line.Of("Nothing was changed.")]);
        return ExitCodes.Failed;
    }

    /// <summary>A signal ended it.</summary>
    public static int Stopped(Invocation invocation, int exitCode)
    {
        WriteJson(invocation, invocation.Context.Signals.Tokens.Ending, exitCode);
        invocation.Error.Write([Line.Of("Stopped." + (invocation.IsUntouched ? " Nothing was changed." : ""), Tone.Faint)]);
        return exitCode;
    }

    /// <summary>An error ended it.</summary>
    public static int Failed(Invocation invocation, PhoenixException error)
    {
        var isRefused = error.Code == CliErrors.NobodyToAsk;
        var exitCode = isRefused ? ExitCodes.Usage : ExitCodes.Failed;
        WriteJson(invocation, isRefused ? RunEnding.Refused : RunEnding.Failed, exitCode, error);
        invocation.Error.Write(ErrorView.Lines(error));
        return exitCode;
    }

    private static void WriteJson(Invocation invocation, RunEnding ending, int exitCode, PhoenixException? error = null)
    {
        if (!invocation.IsJson)
        {
            return;
        }

        invocation.WriteJson(json =>
        {
            ResultJson.Write(json, RunResult.BeforeItsSteps(ending), exitCode);
            if (error is not null)
            {
                ErrorView.WriteJson(json, error);
            }
        });
    }
}
