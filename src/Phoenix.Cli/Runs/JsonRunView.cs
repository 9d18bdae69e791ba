using System.Text.Json;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Runs;

/// <summary>A run as JSON lines. The result, the last line, is the command's own.</summary>
internal sealed class JsonRunView(JsonLines lines, string platform, string where) : IRunView
{
    /// <inheritdoc />
    public void On(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.PlanMade { Plan: var plan }:
                Write("plan", happened, json => PlanJson.Write(json, plan, platform, where));
                break;
            case RunEvent.ResourceStarted start:
                Write("start", start, start.Resource, json => json.WriteString("change", Words.NameOf(start.Change.Kind)));
                break;
            case RunEvent.ResourceProgress progress:
                Write("progress", progress, progress.Resource, json => json.WriteString("doing", progress.Doing));
                break;
            case RunEvent.ResourceDone done:
                Write("done", done, done.Resource, json => Done(json, done));
                break;
            case RunEvent.ResourceUnchanged same:
                Write("done", same, same.Resource, json => json.WriteString("change", Words.NameOf(ChangeKind.None)));
                break;
            case RunEvent.ResourceFailed failed:
                Write("failed", failed, failed.Resource, json => Failed(json, failed.Error, failed.Duration));
                break;
            case RunEvent.RemovalPostponed postponed:
                Write("postponed", postponed, postponed.Resource, json => Failed(json, postponed.Error, postponed.Duration));
                break;
            case RunEvent.ResourceSkipped skipped:
                Write("skipped", skipped, skipped.Resource, json => json.WriteString("why", skipped.Why));
                break;
            case RunEvent.ProofMade proof:
                Write("proof", proof, proof.Resource, json => Proved(json, proof));
                break;
        }
    }

    /// <inheritdoc />
    public void Say(Line line) { }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Done(Utf8JsonWriter json, RunEvent.ResourceDone done)
    {
        json.WriteString("change", Words.NameOf(done.Change.Kind));
        json.WriteString("seen", done.Proof.Seen);
        json.WriteNumber("seconds", Math.Round(done.Duration.TotalSeconds, 3));
    }

    private static void Failed(Utf8JsonWriter json, PhoenixException error, TimeSpan duration)
    {
        json.WriteNumber("seconds", Math.Round(duration.TotalSeconds, 3));
        ErrorView.WriteJson(json, error);
    }

    private static void Proved(Utf8JsonWriter json, RunEvent.ProofMade proof)
    {
        json.WriteBoolean("holds", proof.Proof.Holds);
        json.WriteString("seen", proof.Proof.Seen);
    }

    private void Write(string type, RunEvent happened, ResourceId resource, Action<Utf8JsonWriter> rest) =>
        Write(
            type,
            happened,
            json =>
            {
                json.WriteString("resource", resource.ToString());
                rest(json);
            }
        );

    private void Write(string type, RunEvent happened, Action<Utf8JsonWriter> rest) =>
        lines.Write(json =>
        {
            json.WriteString("type", type);
            json.WriteString("at", happened.At);
            rest(json);
        });
}
