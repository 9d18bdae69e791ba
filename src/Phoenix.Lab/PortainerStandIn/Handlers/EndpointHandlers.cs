using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Engines;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>Environments, which the API calls endpoints.</summary>
internal sealed class EndpointHandlers(StandInStore store, AgentProbe probe, string localSocket)
{
    private const int Local = 1;
    private const int Agent = 2;

    public ImmutableArray<StandInRoute> Routes() =>
        [
            new("GET", "/api/endpoints", Admission.Administrator, ListAsync),
            new("POST", "/api/endpoints", Admission.Administrator, CreateAsync),
            new("GET", "/api/endpoints/{id}", Admission.Administrator, call => call.OkAsync(Documents.Of(Named(call)))),
            new("PUT", "/api/endpoints/{id}", Admission.Administrator, UpdateAsync),
            new("DELETE", "/api/endpoints/{id}", Admission.Administrator, DeleteAsync),
            new("POST", "/api/endpoints/snapshot", Admission.Administrator, SnapshotAllAsync),
            new("POST", "/api/endpoints/{id}/snapshot", Admission.Administrator, SnapshotAsync),
        ];

    /// <summary>An environment by its id.</summary>
    public static EndpointEntry Find(StandInStore store, int id, string refusal) =>
        store.Read(data => data.Endpoints).FirstOrDefault(endpoint => endpoint.Id == id)
        ?? throw StandInRefusal.NotFound(refusal, "endpoints", id);

    private EndpointEntry Named(StandInCall call) =>
        Find(store, call.Id("environment"), "Unable to find an environment with the specified identifier inside the database");

    private Task ListAsync(StandInCall call)
    {
        var all = store.Read(data => data.Endpoints);
        var shown = EndpointFilter.From(call).Apply(all);
        call.Context.Response.Headers["X-Total-Count"] = shown.Length.ToString();
        call.Context.Response.Headers["X-Total-Available"] = all.Length.ToString();
        return call.OkAsync(new JsonArray([.. shown.Select(endpoint => (JsonNode)Documents.Of(endpoint))]));
    }

    private async Task CreateAsync(StandInCall call)
    {
        var form = await EndpointForm.ReadAsync(call);
        RequireFree(form.Name, exceptFor: 0);
        var id = store.Change(data => data with { LastEndpointId = data.LastEndpointId + 1 }).LastEndpointId;
        var endpoint = new EndpointEntry
        {
            Id = id,
            Name = form.Name,
            Type = form.IsAgent ? Agent : Local,
            Url = form.Url.Length > 0 || form.IsAgent ? form.Url : localSocket,
            PublicUrl = form.PublicUrl,
            Tls = form.Tls,
            TlsSkipVerify = form.TlsSkipVerify,
        };
        if (form.IsAgent)
        {
            endpoint = endpoint with { AgentVersion = await probe.VersionAsync(endpoint, call.Aborted) };
        }

        await probe.GreetAsync(endpoint, call.Aborted);
        store.Change(data => data with { Endpoints = data.Endpoints.Add(endpoint) });
        await call.OkAsync(Documents.Of(endpoint));
    }

    // Left-out fields stay; the URL is not probed.
    private async Task UpdateAsync(StandInCall call)
    {
        var endpoint = Named(call);
        var body = await call.BodyAsync();
        var changed = endpoint with
        {
            Name = body.Text("Name") is { Length: > 0 } name ? name : endpoint.Name,
            Url = body.Text("URL") is { Length: > 0 } url ? url : endpoint.Url,
            PublicUrl = body.ContainsKey("PublicURL") ? body.Text("PublicURL") : endpoint.PublicUrl,
            Tls = body.ContainsKey("TLS") ? body.Flag("TLS") : endpoint.Tls,
        };
        if (body.ContainsKey("TLS"))
        {
            var skips = body.ContainsKey("TLSSkipVerify") ? body.Flag("TLSSkipVerify") : endpoint.TlsSkipVerify;
            changed = changed with { TlsSkipVerify = changed.Tls && skips };
        }

        RequireFree(changed.Name, exceptFor: endpoint.Id);
        Replace(endpoint.Id, _ => changed);
        await call.OkAsync(Documents.Of(changed));
    }

    private Task DeleteAsync(StandInCall call)
    {
        var endpoint = Named(call);
        store.Change(data => data with { Endpoints = data.Endpoints.RemoveAll(entry => entry.Id == endpoint.Id) });
        return call.NothingAsync();
    }

    // 204 whatever comes of it; the record's status tells.
    private async Task SnapshotAsync(StandInCall call)
    {
        await LookAtAsync(Named(call), call.Aborted);
        await call.NothingAsync();
    }

    private async Task SnapshotAllAsync(StandInCall call)
    {
        foreach (var endpoint in store.Read(data => data.Endpoints))
        {
            await LookAtAsync(endpoint, call.Aborted);
        }

        await call.NothingAsync();
    }

    private async Task LookAtAsync(EndpointEntry endpoint, CancellationToken cancel)
    {
        var answers = await probe.AnswersAsync(endpoint, cancel);
        Replace(endpoint.Id, entry => entry with { Status = answers ? 1 : 2 });
    }

    private void Replace(int id, Func<EndpointEntry, EndpointEntry> change) =>
        store.Change(data => data with { Endpoints = [.. data.Endpoints.Select(entry => entry.Id == id ? change(entry) : entry)] });

    private void RequireFree(string name, int exceptFor)
    {
        if (store.Read(data => data.Endpoints).Any(endpoint => endpoint.Name == name && endpoint.Id != exceptFor))
        {
            throw new StandInRefusal(StatusCodes.Status409Conflict, "Name is not unique");
        }
    }
}
