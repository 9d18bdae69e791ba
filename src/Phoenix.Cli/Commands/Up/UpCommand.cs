using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Sessions;
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

        invocation.IsUntouched = true;
        RunResult result;
        await using (var scope = await RunScope.BeginAsync(invocation, platform, session, "up"))
        {
            var context = invocation.Context;
            if (await AgreedAsync(invocation, session, scope, await PlanAsync(invocation, session, scope.Events)) is not { } plan)
            {
                scope.Record(RunResult.BeforeItsSteps(RunEnding.Refused));
                return EndView.Refused(invocation);
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

    private static Task<Plan> PlanAsync(Invocation invocation, IPlatformSession session, EventSink events) =>
        new Planner(events, invocation.Context.Time).PlanAsync(
            ResourceGraph.Of(session.Resources),
            session.OrphanFinders,
            invocation.Parallelism,
            invocation.Cancel
        );

    // Nothing is locked while a person thinks, so what was agreed to is looked at again before it is done. Null: not agreed to.
    private static async Task<Plan?> AgreedAsync(Invocation invocation, IPlatformSession session, RunScope scope, Plan plan)
    {
        while (!plan.IsEmpty)
        {
            Show(invocation, plan);
            if (!Consent.IsNeededFor(invocation, plan, session.IsLab))
            {
                break;
            }

            scope.GiveLockBack();
            if (!await Consent.ToPlanAsync(invocation))
            {
                return null;
            }

            await scope.TakeLockAsync();
            var now = await PlanAsync(invocation, session, new EventSink(invocation.Context.Time));
            if (now.SaysTheSameAs(plan))
            {
                plan = now;
                break;
            }

            invocation.Error.Write([Line.Empty, Line.Of("Something changed since. This is the plan now:", Tone.Attention)]);
            scope.Events.Emit(new RunEvent.PlanMade(now));
            plan = now;
        }

        if (!plan.IsEmpty && !invocation.IsJson)
        {
            invocation.Error.Write([Line.Empty]);
        }

        return plan;
    }

    private static void Show(Invocation invocation, Plan plan)
    {
        if (!invocation.IsJson)
        {
            invocation.Out.Write([.. PlanView.Render(plan), Line.Empty, .. PlanView.Summary(plan)]);
        }
    }

    private static async Task ReportAsync(Invocation invocation, OpenPlatform open, RunResult result)
    {
        var published = result.Ending == RunEnding.Completed ? await PublishedAsync(open, invocation.Cancel) : null;
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                ResultJson.Write(json, result, ResultView.ExitCodeOf(result, invocation));
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

        var routes = result.Done.IsEmpty ? [] : ResultView.Routes(result).ToArray();
        invocation.Out.Write([
            Line.Empty,
            .. routes,
            .. routes.Length == 0 ? Array.Empty<Line>() : [Line.Empty],
            ResultView.Render(result, "up"),
        ]);
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
        catch (Exception left) when (left is PhoenixException or OperationCanceledException)
        {
            return null;
        }
    }
}
