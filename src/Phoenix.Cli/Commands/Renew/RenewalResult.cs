using System.Collections.Immutable;
using Phoenix.Cli.Sessions;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary>Renewals as the result of a run, for the journal and for programs.</summary>
internal static class RenewalResult
{
    /// <summary>The result. What was not due is unchanged.</summary>
    public static RunResult Of(ImmutableArray<RenewalOutcome> outcomes, TimeSpan duration, RunEnding ending) =>
        new([.. outcomes.Select(Of)], duration, ending);

    private static Outcome Of(RenewalOutcome outcome)
    {
        var id = new ResourceId("certificate", outcome.Guest);
        return outcome.Error is { } error ? new Outcome.Failed(id, TimeSpan.Zero, error)
            : outcome.Renewed ? new Outcome.Done(id, TimeSpan.Zero, new Change(id, ChangeKind.Update), Proof.None)
            : new Outcome.Unchanged(id, TimeSpan.Zero, Proof.None);
    }
}
