using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix up</c>: shows the change, makes it, proves it.</summary>
internal static class UpCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var publish = PublishOption.Build();
        var skipProofs = new Option<bool>("--skip-proofs") { Description = "Do not probe what needed no change." };
        var command = new Command("up", "Make the platform as declared: show the plan, ask, apply, prove.") { publish, skipProofs };
        run.Bind(
            command,
            invocation =>
                RunAsync(
                    invocation,
                    invocation.Parsed.GetValue(publish),
                    invocation.Parsed.GetValue(skipProofs) ? UnchangedProofs.LeaveOut : UnchangedProofs.Make
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, string? publish, UnchangedProofs unchanged)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation, publish);
        var (platform, session) = open;
        if (!invocation.IsJson)
        {
            invocation.Out.Write([HeaderView.Render(platform, session.Where), Line.Empty]);
        }

        RunResult result;
        await using (var scope = await RunScope.BeginAsync(invocation, platform, session, "up"))
        {
            var context = invocation.Context;
            var graph = ResourceGraph.Of(session.Resources);
            var plan = await new Planner(scope.Events, context.Time).PlanAsync(
                graph,
                session.OrphanFinders,
                invocation.Parallelism,
                invocation.Cancel
            );
            if (!plan.IsEmpty && !await AgreedAsync(invocation, plan, session.IsLab))
            {
                return Refused(invocation);
            }

            var options = new RunOptions { Parallelism = invocation.Parallelism, Unchanged = unchanged };
            result = await new Applier(scope.Events, context.Time).ApplyAsync(plan, options, context.Signals.Tokens);
            if (plan.IsEmpty && result.IsWhole && !invocation.IsJson)
            {
                invocation.Out.Write([PlanView.NothingToDo(plan, plan.Duration + result.Duration)]);
                return ExitCodes.Done;
            }
        }

        await ReportAsync(invocation, open, result);
        return ResultView.ExitCodeOf(result, invocation);
    }

    private static async Task<bool> AgreedAsync(Invocation invocation, Plan plan, bool onLab)
    {
        if (!invocation.IsJson)
        {
            invocation.Out.Write([.. PlanView.Render(plan), Line.Empty, .. PlanView.Summary(plan)]);
        }

        var agreed = await Consent.ToPlanAsync(invocation, plan, onLab);
        if (agreed && !invocation.IsJson)
        {
            invocation.Error.Write([Line.Empty]);
        }

        return agreed;
    }

    private static int Refused(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json => ResultView.WriteJson(json, new RunResult([], TimeSpan.Zero, RunEnding.Completed)));
        }

        invocation.Error.Write([Line.Of("Nothing was changed.")]);
        return ExitCodes.Failed;
    }

    private static async Task ReportAsync(Invocation invocation, OpenPlatform open, RunResult result)
    {
        var published = result.Ending == RunEnding.Completed ? await PublishedAsync(open, invocation.Cancel) : null;
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                ResultView.WriteJson(json, result);
                json.WriteNumber("exitCode", ResultView.ExitCodeOf(result, invocation));
                json.WriteString("published", published);
                json.WriteStartArray("urls");
                foreach (var url in published is null ? [] : AccessView.Urls(open.Platform, published))
                {
                    json.WriteStringValue(url);
                }

                json.WriteEndArray();
            });
            return;
        }

        invocation.Out.Write([Line.Empty, ResultView.Render(result, "up")]);
        if (result.IsWhole && published is not null)
        {
            invocation.Out.Write(AccessView.Render(open.Platform, published));
        }
    }

    // The run is over and its result matters more than the address: when that cannot be told, it is left out.
    private static async Task<string?> PublishedAsync(OpenPlatform open, CancellationToken cancel)
    {
        try
        {
            return await open.Session.PublishedAsync(cancel);
        }
        catch (PhoenixException)
        {
            return null;
        }
    }
}
