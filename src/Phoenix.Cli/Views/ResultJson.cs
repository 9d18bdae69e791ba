using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>The line <c>result</c>, the last one of every command that changes something, however it ends.</summary>
internal static class ResultJson
{
    /// <summary>The properties that every result has.</summary>
    public static void Write(Utf8JsonWriter json, RunResult result, int exitCode)
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
        json.WriteNumber("exitCode", exitCode);
    }

    private static int CountOf(ImmutableArray<Outcome.Done> done, ChangeKind kind) => done.Count(one => one.Change.Kind == kind);
}
