using System.Collections.Immutable;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>How a run ended.</summary>
internal static class ResultView
{
    /// <summary><c>Done in 58 s: 31 created.</c>, or the counts and how to go on.</summary>
    /// <param name="result">The result.</param>
    /// <param name="command">The command that goes on: <c>up</c>, <c>down</c>.</param>
    public static Line Render(RunResult result, string command)
    {
        var duration = Durations.Exact(result.Duration);
        if (result.IsWhole)
        {
            var changes = result.Done.IsEmpty && command == "down" ? "there was nothing to remove" : Changes(result.Done);
            return Line.Of($"Done in {duration}", Tone.Good).With($": {changes}.");
        }

        var counts = $"{result.Done.Length} done, {result.Failed.Length} failed, {result.Skipped.Length} skipped in {duration}.";
        var ending = result.Ending == RunEnding.Completed ? "" : " Stopped.";
        return Line.Of(counts + ending, result.Failed.IsEmpty ? Tone.Attention : Tone.Bad).With($" `phoenix {command}` goes on from here.");
    }

    /// <summary>A line for each route that was proved: what was asked, what came back, through which hops.</summary>
    public static IEnumerable<Line> Routes(RunResult result) =>
        Columns.Render([
            .. result
                .Unchanged.Where(proved => proved.Resource.Kind == "route" && proved.Proof.Seen.Length > 0)
                .Select(proved => Cells(proved.Proof.Seen)),
        ]);

    // What a proof saw has its parts set apart by more than one space.
    private static ImmutableArray<Piece> Cells(string seen)
    {
        var parts = seen.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [new Piece($"{Marks.Done.Text} {parts[0]}", Marks.Done.Tone), .. parts.Skip(1).Select(part => new Piece(part))];
    }

    /// <summary>The exit code, signals included.</summary>
    public static int ExitCodeOf(RunResult result, Invocation invocation) =>
        result.Ending == RunEnding.Completed ? ExitCodes.Of(result) : invocation.Context.Signals.ExitCode ?? ExitCodes.Interrupted;

    private static string Changes(ImmutableArray<Outcome.Done> done)
    {
        var counts = done.GroupBy(one => one.Change.Kind)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Words.Of(group.Key)}");
        return done.IsEmpty ? "nothing changed" : string.Join(", ", counts);
    }
}
