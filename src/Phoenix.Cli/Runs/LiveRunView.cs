using System.Collections.Immutable;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Runs;

/// <summary>
/// A run on a terminal: what ended stays and moves up, what runs is drawn below it and turns. It draws on a timer's thread and on that of a
/// signal, too, where an exception would end the process; so when drawing fails it is silent from then on.
/// </summary>
internal sealed class LiveRunView : IRunView
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private readonly Screen screen;
    private readonly LiveRegion region;
    private readonly TimeProvider time;
    private readonly Lock drawing = new();
    private readonly ITimer turns;
    private readonly ResourceColumns columns;
    private RunBoard? board;
    private bool drawn;
    private bool muted;

    /// <summary>Begins to draw once a plan is worked on.</summary>
    public LiveRunView(Screen screen, ResourceColumns columns, TimeProvider time)
    {
        (this.screen, this.columns, this.time) = (screen, columns, time);
        region = new LiveRegion(screen);
        turns = time.CreateTimer(_ => Redraw([]), null, Turn, Turn);
    }

    /// <inheritdoc />
    public void On(RunEvent happened)
    {
        lock (drawing)
        {
            switch (happened)
            {
                case RunEvent.PlanMade { Plan: var plan }:
                    board = RunBoard.For(plan.Changes.Select(planned => planned.Resource));
                    return;
                case RunEvent.ResourceStarted when board is null:
                    // A removal has no plan; what runs is shown all the same.
                    board = RunBoard.For([]);
                    break;
                case RunEvent.RunEnded:
                    board = null;
                    break;
            }

            // Nothing is drawn between the plan and the first step: there the user is asked.
            board = board?.After(happened);
            if (happened is not RunEvent.RunStarted)
            {
                drawn = true;
                Redraw(OutcomeLines.Of(happened, columns, screen.Width));
            }
        }
    }

    /// <inheritdoc />
    public void Say(Line line) => Redraw([line]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await turns.DisposeAsync();
        lock (drawing)
        {
            board = null;
        }

        Redraw([]);
    }

    private void Redraw(ImmutableArray<Line> staying)
    {
        lock (drawing)
        {
            if (muted)
            {
                return;
            }

            try
            {
                var rows = Math.Max(4, screen.Rows - 2);
                region.Draw(staying, board is null || !drawn ? [] : BoardView.Render(board, columns, time.GetUtcNow(), rows));
            }
            // Drawn on the threads of timers and signals, where an exception would end the process in the middle of a step. The result is written apart.
            catch (Exception)
            {
                muted = true;
            }
        }
    }
}
