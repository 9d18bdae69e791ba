using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Compose;
using Phoenix.Lab.PortainerStandIn.Engines;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>Making and changing stacks. A deploy goes on to its end when the client goes away; there is no record of a new stack before it ended well.</summary>
internal sealed class StackDeployHandlers(
    StandInStore store,
    Deployments deployments,
    EngineDirectory engines,
    TimeProvider time,
    CancellationToken lifetime
)
{
    public ImmutableArray<StandInRoute> Routes() =>
        [
            new("POST", "/api/stacks/create/{type}/{method}", Admission.Administrator, CreateAsync),
            new("PUT", "/api/stacks/{id}", Admission.Administrator, UpdateAsync),
        ];

    private async Task CreateAsync(StandInCall call)
    {
        RequireKnownKind(call);
        var endpointId = call.RequiredEndpointId();
        var payload = StackPayload.Read(await call.BodyAsync(), "stacks.composeStackFromFileContentPayload");
        var name = StackNames.Normalise(payload.Name is { Length: > 0 } given ? given : throw StandInRefusal.Payload("Invalid stack name"));
        payload.RequireContent();
        var endpoint = EndpointHandlers.Find(
            store,
            endpointId,
            "Unable to find an environment with the specified identifier inside the database"
        );
        await RequireFreeAsync(name, endpoint, call.Aborted);

        var id = store.Change(data => data with { LastStackId = data.LastStackId + 1 }).LastStackId;
        var files = StackFiles.Of(store, id);
        files.Write(payload.File, payload.Variables);
        try
        {
            await deployments.UpAsync(endpoint, name, files, lifetime);
        }
        catch (StandInRefusal)
        {
            files.Delete();
            throw;
        }

        files.Commit();
        var stack = new StackEntry
        {
            Id = id,
            Name = name,
            EndpointId = endpoint.Id,
            ControlEndpointId = endpoint.Id,
            Env = payload.Variables,
            ProjectPath = files.Directory,
            CreationDate = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        store.Change(data => data with { Stacks = data.Stacks.Add(stack) });
        await call.OkAsync(Documents.WithAccessControl(stack));
    }

    private async Task UpdateAsync(StandInCall call)
    {
        var endpointId = call.RequiredEndpointId();
        var stack = StackHandlers.Find(store, call);
        var endpoint = EndpointHandlers.Find(
            store,
            endpointId,
            "Unable to find the environment associated to the stack inside the database"
        );
        var body = await call.BodyAsync();
        var payload = StackPayload.Read(body, "stacks.updateComposeStackPayload");
        payload.RequireContent();

        var files = StackFiles.Of(store, stack.Id);
        files.Write(payload.File, payload.Variables);
        try
        {
            if (body.Flag("pullImage"))
            {
                await deployments.PullAsync(endpoint, stack.Name, files, lifetime);
            }

            await deployments.UpAsync(endpoint, stack.Name, files, lifetime);
        }
        catch (StandInRefusal)
        {
            files.RollBack();
            throw;
        }

        files.Commit();
        // Variables that were left out are gone, and another environment's id moves the stack: as in Portainer.
        var changed = stack with
        {
            EndpointId = endpoint.Id,
            Env = payload.Variables,
            Status = 1,
            UpdateDate = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        StackHandlers.Replace(store, changed);
        await call.OkAsync(Documents.Of(changed));
    }

    // A name is taken by a record on the same environment, or on another one whose engine runs its containers.
    private async Task RequireFreeAsync(string name, EndpointEntry endpoint, CancellationToken cancel)
    {
        var runs = await RunsProjectAsync(name, endpoint, cancel);
        if (store.Read(data => data.Stacks).Any(stack => stack.Name == name && (runs || stack.EndpointId == endpoint.Id)))
        {
            throw new StandInRefusal(StatusCodes.Status409Conflict, $"A stack with the normalized name '{name}' already exists");
        }
    }

    private async Task<bool> RunsProjectAsync(string name, EndpointEntry endpoint, CancellationToken cancel)
    {
        var filter = Uri.EscapeDataString(
            new JsonObject { ["label"] = new JsonArray($"com.docker.compose.project={name}") }.ToJsonString()
        );
        try
        {
            using var response = await engines
                .Of(endpoint)
                .GetAsync($"containers/json?all=1&filters={filter}", TimeSpan.FromSeconds(10), cancel);
            response.EnsureSuccessStatusCode();
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel)) is JsonArray { Count: > 0 };
        }
        catch (HttpRequestException)
        {
            throw new StandInRefusal(
                StatusCodes.Status500InternalServerError,
                "Unable to check for name collision",
                AgentProbe.Unreachable(endpoint.Url)
            );
        }
    }

    private static void RequireKnownKind(StandInCall call)
    {
        if (call.Variable("type") != "standalone")
        {
            throw new StandInRefusal(
                StatusCodes.Status400BadRequest,
                "Invalid value for query parameter: type. Value must be one of: 1 (Swarm stack) or 2 (Compose stack)",
                "Invalid query parameter"
            );
        }

        if (call.Variable("method") != "string")
        {
            throw new StandInRefusal(
                StatusCodes.Status400BadRequest,
                "Invalid value for query parameter: method. Value must be one of: string, repository or file",
                "Invalid query parameter"
            );
        }
    }
}
