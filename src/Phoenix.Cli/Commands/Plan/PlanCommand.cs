using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix plan</c>: what <c>up</c> would change. Read-only: no lock, no journal.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Exit with 2 when there is something to change." };
        var command = new Command("plan", "Show what `phoenix up` would change, and change nothing.") { detailed };
        run.Bind(command, invocation => RunAsync(invocation, invocation.Parsed.GetValue(detailed) ? ExitCodes.Pending : ExitCodes.Done));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, int pending)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var (platform, session) = open;
        if (!invocation.IsJson)
        {
            invocation.Out.Write([HeaderView.Render(platform, session.Where), Line.Empty]);
        }

        var silent = new EventSink(invocation.Context.Time);
        var plan = await new Planner(silent, invocation.Context.Time).PlanAsync(
            ResourceGraph.Of(session.Resources),
            session.OrphanFinders,
            invocation.Parallelism,
            invocation.Cancel
        );
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteString("type", "plan");
                PlanJson.Write(json, plan, platform.Name, session.Where);
            });
        }
        else
        {
            invocation.Out.Write(
                plan.IsEmpty
                    ? [PlanView.NothingToDo(plan, plan.Duration)]
                    : [.. PlanView.Render(plan), Line.Empty, .. PlanView.Summary(plan)]
            );
        }

        return !plan.Failures.IsEmpty || !plan.FailedSearches.IsEmpty ? ExitCodes.Failed
            : plan.IsEmpty ? ExitCodes.Done
            : pending;
    }
}
