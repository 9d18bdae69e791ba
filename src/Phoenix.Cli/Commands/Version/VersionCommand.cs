using System.CommandLine;
using System.Runtime.InteropServices;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command("version", "Print the version.");
        run.Bind(command, Run);
        return command;
    }

    private static int Run(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteString("version", ProductVersion.Number);
                json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
                json.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
            });
        }
        else
        {
            invocation.Out.Write([Line.Of($"phoenix {ProductVersion.Number}")]);
        }

        return ExitCodes.Done;
    }
}
