using System.Collections.Immutable;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>The lines of a run that stay: what was done, what failed, what was skipped.</summary>
internal static class OutcomeLines
{
    private const int DurationColumn = 96;

    /// <summary>The lines of an event; none for those that only move things on.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="columns">The columns of the run's resources.</param>
    /// <param name="width">The screen's width; null when it is no terminal.</param>
    public static ImmutableArray<Line> Of(RunEvent happened, ResourceColumns columns, int? width)
    {
        var right = Math.Min(width ?? DurationColumn, DurationColumn);
        return happened switch
        {
            RunEvent.ResourceDone done => [AtRight(Done(done, columns), Durations.Exact(done.Duration), right)],
            RunEvent.ResourceUnchanged same => [columns.Begin(Marks.Done, same.Resource).With("is as declared by now", Tone.Faint)],
            RunEvent.ResourceFailed failed =>
            [
                AtRight(
                    columns.Begin(Marks.Failed, failed.Resource, Tone.Bad).With(ErrorView.FirstLine(failed.Error.Message)),
                    failed.Error.Code.Code,
                    right
                ),
                .. ErrorView.Details(failed.Error, "      "),
            ],
            RunEvent.RemovalPostponed postponed =>
            [
                AtRight(
                    columns
                        .Begin(Marks.Later, postponed.Resource)
                        .With("tried again at the end: " + ErrorView.FirstLine(postponed.Error.Message)),
                    postponed.Error.Code.Code,
                    right
                ),
                .. ErrorView.Remote(postponed.Error, "      "),
            ],
            RunEvent.ResourceSkipped skipped => [columns.Begin(Marks.Skipped, skipped.Resource).With("skipped: " + skipped.Why)],
            _ => [],
        };
    }

    private static Line Done(RunEvent.ResourceDone done, ResourceColumns columns) =>
        columns.Begin(Marks.Done, done.Resource).With(done.Proof.Seen.Length > 0 ? done.Proof.Seen : Words.Of(done.Change.Kind));

    // The number at the right is worth more than the end of a long text.
    private static Line AtRight(Line line, string text, int column) =>
        line.CutTo(Math.Max(20, column - text.Length - 2)).WithAtRight(text, column, Tone.Faint);
}
