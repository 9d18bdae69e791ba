using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Components.Portainer.Api;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Portainer;

/// <summary>Every recorded answer to a call that the client makes is read by that call, or becomes an error with Portainer's own words.</summary>
public sealed class RecordedAnswersTests
{
    private static StackRecord Stack { get; } =
        new()
        {
            Id = 1,
            Name = "a",
            EndpointId = 1,
        };

    private static readonly (Regex Asked, Func<PortainerClient, CancellationToken, Task> Call)[] Calls =
    [
        (new("^GET /api/system/status$"), (client, cancel) => client.StatusAsync(cancel)),
        (new("^GET /api/users/admin/check$"), (client, cancel) => client.AdministratorAsync(cancel)),
        (new("^POST /api/users/admin/init$"), (client, cancel) => client.InitialiseAsync("admin", new Secret("x"), cancel)),
        (new("^POST /api/auth$"), (client, cancel) => client.LogInAsync("admin", new Secret("x"), cancel)),
        (new("^GET /api/users/me$"), (client, cancel) => client.MeAsync(cancel)),
        (new("^GET /api/users/[0-9]+/tokens$"), (client, cancel) => client.ApiKeysAsync(1, cancel)),
        (new("^POST /api/users/[0-9]+/tokens$"), (client, cancel) => client.CreateApiKeyAsync(1, "phoenix", new Secret("x"), cancel)),
        (new("^DELETE /api/users/[0-9]+/tokens/"), (client, cancel) => client.DeleteApiKeyAsync(1, 1, cancel)),
        (new("^GET /api/endpoints$"), (client, cancel) => client.Environments.ListAsync(cancel)),
        (new("^POST /api/endpoints$"), (client, cancel) => client.Environments.CreateAgentAsync("a", "tcp://a:9001", cancel)),
        (new("^PUT /api/endpoints/[0-9]+$"), (client, cancel) => client.Environments.UpdateAgentAsync(1, "a", "tcp://a:9001", cancel)),
        (new("^DELETE /api/endpoints/[0-9]+$"), (client, cancel) => client.Environments.DeleteAsync(1, cancel)),
        (new("^GET /api/endpoints/[0-9]+/docker/containers/json$"), (client, cancel) => client.Docker(1).ContainersAsync(cancel)),
        (new("^GET /api/endpoints/[0-9]+/docker/containers/[^/]+/json$"), (client, cancel) => client.Docker(1).InspectAsync("c", cancel)),
        (new("^GET /api/endpoints/[0-9]+/docker/networks$"), (client, cancel) => client.Docker(1).NetworksAsync(cancel)),
        (new("^GET /api/endpoints/[0-9]+/docker/images/json$"), (client, cancel) => client.Docker(1).ImagesOfAsync("demo/web", cancel)),
        (
            new("^GET /api/endpoints/[0-9]+/docker/images/.+/json$"),
            (client, cancel) => client.Docker(1).FindImageAsync("demo/web:1", cancel)
        ),
        (new("^POST /api/endpoints/[0-9]+/docker/images/create$"), (client, cancel) => client.Docker(1).PullAsync("a", "1", cancel)),
        (new("^DELETE /api/endpoints/[0-9]+/docker/images/"), (client, cancel) => client.Docker(1).DeleteImageAsync("a", cancel)),
        (new("^GET /api/stacks$"), (client, cancel) => client.Stacks.ListAsync(cancel)),
        (new("^GET /api/stacks/[0-9]+$"), (client, cancel) => client.Stacks.InspectAsync(1, cancel)),
        (new("^GET /api/stacks/[0-9]+/file$"), (client, cancel) => client.Stacks.FileAsync(1, cancel)),
        (new("^POST /api/stacks/create/standalone/string$"), (client, cancel) => client.Stacks.CreateAsync(1, "a", "b", [], cancel)),
        (new("^PUT /api/stacks/[0-9]+$"), (client, cancel) => client.Stacks.UpdateAsync(Stack, "b", [], cancel)),
        (new("^DELETE /api/stacks/[0-9]+$"), (client, cancel) => client.Stacks.DeleteAsync(Stack, cancel)),
        (new("^POST /api/stacks/[0-9]+/start$"), (client, cancel) => client.Stacks.StartAsync(Stack, cancel)),
        (new("^POST /api/stacks/[0-9]+/stop$"), (client, cancel) => client.Stacks.StopAsync(Stack, cancel)),
    ];

    [Fact]
    public async Task Recorded_answers_are_read_or_become_errors_with_their_words()
    {
        var recordings = File.ReadLines(SharedMaterial.SkipUnlessPresent("portainer/exchanges.jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(line => line["response"]?["status"] is not null)
            .ToList();
        var next = new ScriptedAnswer(500);
        await using var server = new ScriptedPortainer(_ => next);
        var read = 0;
        foreach (var recording in recordings)
        {
            var asked = $"{recording["request"]!["method"]} {recording["request"]!["path"]}";
            var body = recording["response"]!["body"];
            var text = body is JsonValue value ? value.GetValue<string>() : body?.ToJsonString() ?? "";
            // Long lists were cut off by the recorder.
            if (
                Calls.FirstOrDefault(call => call.Asked.IsMatch(asked)) is not { Call: { } call }
                || body is JsonValue && text is ['[' or '{', ..]
            )
            {
                continue;
            }

            next = new ScriptedAnswer((int)recording["response"]!["status"]!, text);
            await ReadAsync((string)recording["step"]!, call, server.Client, next);
            read++;
        }

        read.ShouldBeGreaterThan(450);
    }

    private static async Task ReadAsync(
        string step,
        Func<PortainerClient, CancellationToken, Task> call,
        PortainerClient client,
        ScriptedAnswer answer
    )
    {
        try
        {
            await call(client, TestContext.Current.CancellationToken);
        }
        catch (PhoenixException exception)
        {
            answer.Status.ShouldBeGreaterThanOrEqualTo(300, step);
            var message = answer.Body.StartsWith('{') ? (string?)JsonNode.Parse(answer.Body)!["message"] : answer.Body;
            exception.Remote.ShouldNotBeNull(step).ShouldContain(message!.Trim(), Case.Sensitive, step);
        }
    }
}
