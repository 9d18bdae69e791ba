using System.Collections.Immutable;
using System.Text.Json;
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
            return Line.Of($"Done in {duration}", Tone.Good).With($": {Changes(result.Done)}.");
        }

        var counts = $"{result.Done.Length} done, {result.Failed.Length} failed, {result.Skipped.Length} skipped in {duration}.";
        var ending = result.Ending == RunEnding.Completed ? "" : " Stopped.";
        return Line.Of(counts + ending, result.Failed.IsEmpty ? Tone.Attention : Tone.Bad).With($" `phoenix {command}` goes on from here.");
    }

    /// <summary>The properties of the line <c>result</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, RunResult result)
    {
        json.WriteString("type", "result");
        json.WriteNumber("changed", result.Done.Length);
        json.WriteNumber("unchanged", result.Unchanged.Length);
        json.WriteNumber("failed", result.Failed.Length);
        json.WriteNumber("skipped", result.Skipped.Length);
        json.WriteNumber("created", CountOf(result.Done, ChangeKind.Create));
        json.WriteNumber("updated", CountOf(result.Done, ChangeKind.Update) + CountOf(result.Done, ChangeKind.Replace));
        json.WriteNumber("removed", CountOf(result.Done, ChangeKind.Delete));
        json.WriteNumber("seconds", Math.Round(result.Duration.TotalSeconds, 3));
        json.WriteString("ending", result.Ending.ToString().ToLowerInvariant());
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

    private static int CountOf(ImmutableArray<Outcome.Done> done, ChangeKind kind) => done.Count(one => one.Change.Kind == kind);
}
