using System.CommandLine;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Components.Certificates;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix renew</c>: new certificates for those past two thirds of their life; the host's timer runs it.</summary>
internal static class RenewCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var guest = new Argument<string?>("guest")
        {
            Description = "The guest whose certificate is renewed regardless of age.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Renew every certificate regardless of age." };
        var command = new Command(
            "renew",
            "Renew the certificates that are past two thirds of their life, and prove that the new ones are served."
        )
        {
            guest,
            all,
        };
        run.Bind(
            command,
            invocation =>
            {
                RenewalScope scope =
                    invocation.Parsed.GetValue(guest) is { } name ? new RenewalScope.OfGuest(name)
                    : invocation.Parsed.GetValue(all) ? new RenewalScope.All()
                    : new RenewalScope.Due();
                return RunAsync(invocation, scope);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, RenewalScope scope)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        if (scope is RenewalScope.OfGuest one)
        {
            PlatformNames.RequireLeaf(open.Platform, one.Name);
        }

        // A renewal and a run would both install certificates: one at a time.
        await using var run = await RunScope.BeginAsync(invocation, open.Platform, open.Session, "renew");
        var began = invocation.Context.Time.GetTimestamp();
        var outcomes = await open.Session.RenewAsync(scope, new ScreenProgress(invocation.Error), invocation.Context.Signals.Tokens.Abort);
        var result = RenewalResult.Of(outcomes, invocation.Context.Time.GetElapsedTime(began), RunEnding.Completed);
        run.Record(result);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json => RenewalJson.Write(json, result, outcomes));
        }
        else
        {
            foreach (var outcome in outcomes)
            {
                invocation.Out.Write(Lines(outcome, invocation.Context.Time.GetUtcNow()));
            }
        }

        return ExitCodes.Of(result);
    }

    private static IEnumerable<Line> Lines(RenewalOutcome outcome, DateTimeOffset now) =>
        outcome.Error is { } error
            ?
            [
                Line.Of("  ✗ ", Tone.Bad).With($"{outcome.Guest}  {ErrorView.FirstLine(error.Message)}"),
                .. ErrorView.Details(error, "      "),
            ]
            :
            [
                Line.Of(outcome.Renewed ? "  ✓ " : "  · ", outcome.Renewed ? Tone.Good : Tone.Faint)
                    .With(
                        $"{outcome.Guest}  {(outcome.Renewed ? "renewed" : "not due")}, {outcome.Serial}, {CertificateWords.Span(outcome.NotAfter - now)} left"
                    ),
            ];
}
