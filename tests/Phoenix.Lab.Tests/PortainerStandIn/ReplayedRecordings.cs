using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>The recorded exchanges of one server, as far as they are calls of Phoenix, replayed once in their order; tests look at the outcome by flow.</summary>
public sealed partial class ReplayedRecordings : IAsyncLifetime
{
    // What was done to the agent and the server between two recorded exchanges.
    private static readonly ImmutableDictionary<string, Func<Rig, Replay, Task>> Before = ImmutableDictionary.CreateRange(
        new KeyValuePair<string, Func<Rig, Replay, Task>>[]
        {
            new("a33-old-jwt-after-restart", (rig, _) => RestartServerAsync(rig)),
            new("c74-docker-call-dead-agent", (rig, _) => rig.StopAgentAsync()),
            new("c78-docker-call-after-restart", (rig, _) => rig.StartAgentAsync()),
            new("c81-docker-call-status-down", (rig, _) => rig.StopAgentAsync()),
            new("c83-docker-call-status-still-down", (rig, _) => rig.StartAgentAsync()),
            new("c86-snapshot-dead", (rig, _) => rig.StopAgentAsync()),
            new("c88-snapshot-alive", (rig, _) => rig.StartAgentAsync()),
            // An environment and a stack of a flow that is not replayed.
            new("c120-delete-env-with-stack", (_, replay) => replay.MakeAsync("15", "agent-verified", "55", "ver1")),
            new("d332-create-agent-down", (rig, _) => rig.StopAgentAsync()),
            new("d337-ping", (rig, _) => rig.StartAgentAsync()),
        }
    );

    private readonly Dictionary<string, List<string>> differences = [];
    private readonly Dictionary<string, int> compared = [];

    /// <summary>How many exchanges of a flow were compared.</summary>
    public int Compared(string flow) => compared.GetValueOrDefault(flow);

    /// <summary>What differed in a flow.</summary>
    public IReadOnlyList<string> Differences(string flow) => differences.GetValueOrDefault(flow) ?? [];

    public async ValueTask InitializeAsync()
    {
        if (SharedMaterial.PathOf("portainer/exchanges.jsonl") is null)
        {
            return;
        }

        // A second and more pass between two calls, so that the limit of log-ins is not met here.
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = await Rig.StartAsync(time);
        var replay = new Replay(rig);
        foreach (var recording in Recording.Load().Where(IsReplayed))
        {
            time.Advance(TimeSpan.FromSeconds(1.5));
            if (Before.TryGetValue(recording.Step, out var act))
            {
                await act(rig, replay);
            }

            var flow = recording.Step[..1];
            compared[flow] = Compared(flow) + 1;
            if (await replay.RunAsync(recording) is { } difference)
            {
                (differences.TryGetValue(flow, out var known) ? known : differences[flow] = []).Add(difference);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsReplayed(Recording recording) =>
        recording.Server == "main" && PhoenixCall().IsMatch($"{recording.Method} {recording.Path}") && NotKept.Reason(recording) is null;

    private static async Task RestartServerAsync(Rig rig)
    {
        await rig.StopServerAsync();
        await rig.StartServerAsync();
    }

    [GeneratedRegex(
        """
            ^(GET\ /api/(system/)?status$
            |GET\ /api/(system|status)/version$
            |[A-Z]+\ /api/users/admin/(check|init)$
            |[A-Z]+\ /api/auth$
            |GET\ /api/users/me$
            |[A-Z]+\ /api/users/[0-9]+/tokens
            |[A-Z]+\ /api/endpoints$
            |[A-Z]+\ /api/endpoints/[^/]+$
            |POST\ /api/endpoints/[0-9]+/snapshot$
            |[A-Z]+\ /api/endpoints/[0-9]+/[Dd]ocker/
            |[A-Z]+\ /api//?stacks/?$
            |POST\ /api/stacks/create/
            |[A-Z]+\ /api/stacks/[^/]+$
            |GET\ /api/stacks/[^/]+/file$
            |POST\ /api/stacks/[0-9]+/(start|stop)$
            |PUT\ /api/stacks/[0-9]+/associate$
            |GET\ /api/nosuch$)
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex PhoenixCall();
}
