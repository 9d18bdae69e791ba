using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Runs;

/// <summary>A run without a terminal: the same facts, a line each, when they happen, with the time.</summary>
internal sealed class PlainRunView(Screen screen, ResourceColumns columns, TimeZoneInfo zone) : IRunView
{
    /// <inheritdoc />
    public void On(RunEvent happened)
    {
        var time = TimeZoneInfo.ConvertTime(happened.At, zone).ToString("HH:mm:ss");
        foreach (var line in Lines(happened))
        {
            screen.Write(new Line([new Piece(time, Tone.Faint), .. line.Pieces]));
        }

        screen.Writer.Flush();
    }

    /// <inheritdoc />
    public void Say(Line line) => screen.Write([line]);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<Line> Lines(RunEvent happened) =>
        happened switch
        {
            RunEvent.ResourceStarted start =>
            [
                columns.Begin(Marks.Of(start.Change.Kind), start.Resource).With(Words.Doing(start.Change.Kind)),
            ],
            RunEvent.ResourceProgress progress => [columns.Begin(new Piece("·"), progress.Resource).With(progress.Doing)],
            _ => OutcomeLines.Of(happened, columns, screen.Width),
        };
}
