using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix status</c>: how the platform is, now. Exit 1 when something is not well.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command(
            "status",
            "Show how the platform is: guests, certificates, stacks, and every route asked through the whole chain."
        );
        run.Bind(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var status = await open.Session.StatusAsync(invocation.Cancel);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json => StatusJson.Write(json, open.Platform, open.Session.Where, status));
        }
        else
        {
            invocation.Out.Write(StatusView.Render(open.Platform, open.Session.Where, status));
        }

        return status.IsHealthy ? ExitCodes.Done : ExitCodes.Failed;
    }
}
