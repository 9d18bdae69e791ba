using System.Collections.Immutable;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>The part of a live run that is drawn again and again: what runs, what waits, how far it is.</summary>
internal static class BoardView
{
    private const int WaitingLines = 6;
    private static readonly string[] Spinner = ["◐", "◓", "◑", "◒"];

    /// <summary>The board at a moment, in no more than <paramref name="rows"/> lines.</summary>
    public static ImmutableArray<Line> Render(RunBoard board, ResourceColumns columns, DateTimeOffset now, int rows)
    {
        if (board.Now.IsEmpty && board.Later.IsEmpty)
        {
            return [];
        }

        var running = board.Now.Take(Math.Max(1, rows - 2)).Select(one => Running(one, columns, now)).ToImmutableArray();
        var room = Math.Clamp(rows - running.Length - 1, 0, WaitingLines);
        return [.. running, .. board.Later.Take(room).Select(waiting => Waiting(waiting, board, columns)), .. HowFar(board, room)];
    }

    private static ImmutableArray<Line> HowFar(RunBoard board, int shown) =>
        board.Total == 0
            ? []
            :
            [
                Line.Of($"    {board.Ended} of {board.Total}", Tone.Faint)
                    .With(board.Later.Length > shown ? $", {board.Later.Length - shown} more to come" : "", Tone.Faint),
            ];

    private static Line Running(RunBoard.Running running, ResourceColumns columns, DateTimeOffset now)
    {
        var since = now - running.Since;
        var turn = Spinner[(int)(Math.Max(0, since.TotalMilliseconds) / 250) % Spinner.Length];
        return columns
            .Begin(new Piece(turn, Tone.Attention), running.Resource)
            .With(running.Doing)
            .With("  " + Durations.Rough(since), Tone.Faint);
    }

    private static Line Waiting(RunBoard.Waiting waiting, RunBoard board, ResourceColumns columns)
    {
        var missing = waiting.For.FirstOrDefault(need =>
            board.Now.Any(running => running.Resource == need) || board.Later.Any(later => later.Resource == need)
        );
        return columns
            .Begin(new Piece(" "), waiting.Resource, Tone.Faint)
            .With(missing.Kind is null ? "waits for its turn" : $"needs {missing.Name}", Tone.Faint);
    }
}
