using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Compose;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>Stacks: reading them, and the calls that stop, start and delete. Making and changing is in <see cref="StackDeployHandlers"/>.</summary>
internal sealed class StackHandlers(StandInStore store, Deployments deployments, TimeProvider time, CancellationToken lifetime)
{
    private const int Active = 1;
    private const int Inactive = 2;

    public ImmutableArray<StandInRoute> Routes() =>
        [
            new("GET", "/api/stacks", Admission.Administrator, ListAsync),
            new("GET", "/api/stacks/{id}", Admission.Administrator, InspectAsync),
            new("GET", "/api/stacks/{id}/file", Admission.Administrator, FileAsync),
            new("PUT", "/api/stacks/{id}/associate", Admission.Administrator, AssociateAsync),
            new("DELETE", "/api/stacks/{id}", Admission.Administrator, DeleteAsync),
            new("POST", "/api/stacks/{id}/stop", Admission.Administrator, StopAsync),
            new("POST", "/api/stacks/{id}/start", Admission.Administrator, StartAsync),
        ];

    public static StackEntry Find(StandInStore store, StandInCall call)
    {
        var id = call.Id("stack");
        return store.Read(data => data.Stacks).FirstOrDefault(stack => stack.Id == id)
            ?? throw StandInRefusal.NotFound("Unable to find a stack with the specified identifier inside the database", "stacks", id);
    }

    public static void Replace(StandInStore store, StackEntry changed) =>
        store.Change(data => data with { Stacks = [.. data.Stacks.Select(stack => stack.Id == changed.Id ? changed : stack)] });

    private Task ListAsync(StandInCall call)
    {
        var filter = StackFilter.From(call);
        var endpoints = store.Read(data => data.Endpoints);
        var stacks = store.Read(data => data.Stacks).Where(stack => filter.Shows(stack, endpoints));
        return call.OkAsync(new JsonArray([.. stacks.Select(stack => (JsonNode)Documents.WithAccessControl(stack))]));
    }

    // The access control of a stack is not looked for when its environment is gone.
    private Task InspectAsync(StandInCall call)
    {
        var stack = Find(store, call);
        var isOrphaned = store.Read(data => data.Endpoints).All(endpoint => endpoint.Id != stack.EndpointId);
        return call.OkAsync(isOrphaned ? Documents.Of(stack) : Documents.WithAccessControl(stack));
    }

    // Nothing is deployed: the record alone moves, with its access control.
    private Task AssociateAsync(StandInCall call)
    {
        var endpoint = EndpointOf(call.RequiredEndpointId());
        var stack = Find(store, call);
        var changed = stack with
        {
            EndpointId = endpoint.Id,
            ControlEndpointId = stack.ControlEndpointId == stack.EndpointId ? endpoint.Id : stack.ControlEndpointId,
            Status = call.Query("orphanedRunning").FirstOrDefault() == "true" ? Active : Inactive,
            CreationDate = time.GetUtcNow().ToUnixTimeSeconds(),
            UpdateDate = 0,
        };
        Replace(store, changed);
        return call.OkAsync(Documents.WithAccessControl(changed));
    }

    private Task FileAsync(StandInCall call)
    {
        var stack = Find(store, call);
        return call.OkAsync(new JsonObject { ["StackFileContent"] = StackFiles.Of(store, stack.Id).Read() });
    }

    private async Task DeleteAsync(StandInCall call)
    {
        var stack = Find(store, call);
        var endpoint = EndpointHandlers.Find(
            store,
            call.OptionalEndpointId() ?? 0,
            "Unable to find the endpoint associated to the stack inside the database"
        );
        var files = StackFiles.Of(store, stack.Id);
        await deployments.DownAsync(endpoint, stack.Name, files, lifetime);
        store.Change(data => data with { Stacks = data.Stacks.RemoveAll(entry => entry.Id == stack.Id) });
        files.Delete();
        await call.NothingAsync();
    }

    private async Task StopAsync(StandInCall call)
    {
        var endpointId = call.RequiredEndpointId();
        var stack = Find(store, call);
        var endpoint = EndpointOf(endpointId);
        if (stack.Status == Inactive)
        {
            throw new StandInRefusal(StatusCodes.Status400BadRequest, "Stack is already inactive");
        }

        try
        {
            await deployments.DownAsync(endpoint, stack.Name, StackFiles.Of(store, stack.Id), lifetime);
        }
        catch (StandInRefusal refusal)
        {
            throw new StandInRefusal(refusal.Status, "Unable to stop stack", refusal.Details);
        }

        await AnswerWithAsync(call, stack with { Status = Inactive });
    }

    private async Task StartAsync(StandInCall call)
    {
        var endpointId = call.RequiredEndpointId();
        var stack = Find(store, call);
        var endpoint = EndpointOf(endpointId);
        if (stack.Status == Active)
        {
            throw new StandInRefusal(StatusCodes.Status409Conflict, $"A stack with the name '{stack.Name}' is already running");
        }

        await deployments.UpAsync(endpoint, stack.Name, StackFiles.Of(store, stack.Id), lifetime);
        await AnswerWithAsync(call, stack with { Status = Active });
    }

    private EndpointEntry EndpointOf(int id) =>
        EndpointHandlers.Find(store, id, "Unable to find an environment with the specified identifier inside the database");

    private Task AnswerWithAsync(StandInCall call, StackEntry changed)
    {
        Replace(store, changed);
        return call.OkAsync(Documents.Of(changed));
    }
}
