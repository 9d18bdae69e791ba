using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix down</c>: takes everything away that <c>up</c> made.</summary>
internal static class DownCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command("down", "Remove everything that `phoenix up` made: stacks, guests, rules, records, and the lab.");
        run.Bind(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var (platform, session) = open;
        if (!invocation.IsJson)
        {
            invocation.Out.Write([HeaderView.Render(platform, session.Where), Line.Empty]);
        }

        invocation.IsUntouched = true;
        if (!await Consent.ToRemovalAsync(invocation, platform.Name, "down"))
        {
            return EndView.Refused(invocation);
        }

        RunResult result;
        await using (var scope = await RunScope.BeginAsync(invocation, platform, session, "down"))
        {
            result = await new Remover(scope.Events, invocation.Context.Time).RemoveAsync(
                ResourceGraph.Of(session.Resources),
                session.OrphanFinders,
                invocation.Parallelism,
                invocation.Context.Signals.Tokens
            );
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(json => ResultJson.Write(json, result, ResultView.ExitCodeOf(result, invocation)));
        }
        else
        {
            invocation.Out.Write([ResultView.Render(result, "down")]);
        }

        return ResultView.ExitCodeOf(result, invocation);
    }
}
