using System.Text.Json.Nodes;
using Phoenix.Mesh.Configuration;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Phoenix.Mesh.Api;

/// <summary>The answers of Traefik's API that Phoenix reads, in Traefik's shapes. The version says that it is a stand-in.</summary>
public sealed class TraefikApi(
    Routing.MeshState state,
    IProxyStateLookup proxy,
    StaticConfiguration configuration,
    DateTimeOffset startedAt
)
{
    /// <summary>The version reported: Traefik's interface as of 3.6, served by the built-in router.</summary>
    public const string Version = "3.6-phoenix-mesh";

    /// <summary>The answer of a path, or null when there is none.</summary>
    public JsonNode? Answer(string path) =>
        path switch
        {
            "/api/version" => new JsonObject
            {
                ["Version"] = Version,
                ["Codename"] = "phoenix-mesh",
                ["startDate"] = startedAt.ToString("O"),
            },
            "/api/overview" => Overview(),
            "/api/rawdata" => new JsonObject
            {
                ["routers"] = Map(state.Current.Routers.Select(entry => ($"{entry.Key}@file", Router(entry.Key, entry.Value)))),
                ["services"] = Map(state.Current.Services.Select(entry => ($"{entry.Key}@file", Service(entry.Key, entry.Value)))),
            },
            "/api/http/routers" => new JsonArray([
                .. state.Current.Routers.Select(entry => Named(Router(entry.Key, entry.Value), entry.Key)),
            ]),
            "/api/http/services" => new JsonArray([
                .. state.Current.Services.Select(entry => Named(Service(entry.Key, entry.Value), entry.Key)),
            ]),
            "/api/entrypoints" => new JsonArray(
                new JsonObject { ["name"] = configuration.EntryName, ["address"] = configuration.Entry.ToString() }
            ),
            _ => null,
        };

    private JsonObject Overview()
    {
        var broken = state.Current.Routers.Count(entry => !entry.Value.Errors.IsEmpty);
        return new JsonObject
        {
            ["http"] = new JsonObject
            {
                ["routers"] = Counts(state.Current.Routers.Count, broken),
                ["services"] = Counts(state.Current.Services.Count, 0),
                ["middlewares"] = Counts(state.Current.AllowLists.Count, 0),
            },
            ["features"] = new JsonObject
            {
                ["tracing"] = "",
                ["metrics"] = "",
                ["accessLog"] = true,
            },
            ["providers"] = new JsonArray("File"),
        };
    }

    private static JsonObject Counts(int total, int errors) =>
        new()
        {
            ["total"] = total,
            ["warnings"] = 0,
            ["errors"] = errors,
        };

    private JsonObject Router(string name, RouterConfiguration router)
    {
        var body = new JsonObject
        {
            ["entryPoints"] = new JsonArray(configuration.EntryName),
            ["middlewares"] = new JsonArray([.. router.Middlewares.Select(middleware => JsonValue.Create($"{middleware}@file"))]),
            ["service"] = router.Service,
            ["rule"] = router.Rule,
            ["tls"] = new JsonObject { ["options"] = "default" },
            ["status"] = router.Errors.IsEmpty ? "enabled" : "disabled",
            ["using"] = new JsonArray(configuration.EntryName),
        };
        if (!router.Errors.IsEmpty)
        {
            body["error"] = new JsonArray([.. router.Errors.Select(error => JsonValue.Create(error))]);
        }

        return body;
    }

    private JsonObject Service(string name, ServiceConfiguration service)
    {
        var users = state
            .Current.Routers.Where(entry => entry.Value.Service == name)
            .Select(entry => JsonValue.Create($"{entry.Key}@file"));
        var balancer = new JsonObject
        {
            ["servers"] = new JsonArray([.. service.Servers.Select(url => new JsonObject { ["url"] = url })]),
            ["passHostHeader"] = true,
        };
        if (service.HealthCheck is { } check)
        {
            balancer["healthCheck"] = new JsonObject { ["path"] = check.Path };
        }

        if (service.Transport is { } transport)
        {
            balancer["serversTransport"] = $"{transport}@file";
        }

        return new JsonObject
        {
            ["loadBalancer"] = balancer,
            ["status"] = "enabled",
            ["usedBy"] = new JsonArray([.. users]),
            ["serverStatus"] = Map(service.Servers.Select((url, index) => (url, (JsonNode?)(IsUp(name, index) ? "UP" : "DOWN")))),
        };
    }

    private bool IsUp(string cluster, int index) =>
        !proxy.TryGetCluster(cluster, out var live)
        || !live.Destinations.TryGetValue(index.ToString(), out var destination)
        || destination.Health.Active != DestinationHealth.Unhealthy;

    private static JsonObject Named(JsonObject body, string name)
    {
        body["name"] = $"{name}@file";
        body["provider"] = "file";
        return body;
    }

    private static JsonObject Map(IEnumerable<(string Key, JsonNode? Value)> entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));

    private static JsonObject Map(IEnumerable<(string Key, JsonObject Value)> entries) =>
        Map(entries.Select(entry => (entry.Key, (JsonNode?)entry.Value)));
}
