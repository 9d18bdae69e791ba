using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Cluster;

/// <summary>The cluster of one node: its resources, its state, the next free id.</summary>
internal sealed class ClusterEndpoints(NodeServices node, ResourceRows rows)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new(
            "GET",
            "/cluster/resources",
            new ParameterSet(Parameter.Choice("type", "vm", "storage", "node", "sdn")),
            async (call, cancel) => new ApiResult(await rows.ResourcesAsync(call.Find("type"), cancel))
        );
        yield return new(
            "GET",
            "/cluster/nextid",
            new ParameterSet(Parameter.Integer("vmid", 100, 999_999_999) with { Format = Formats.Vmid }),
            (call, _) => new(NextId(call))
        );
        yield return new("GET", "/cluster/status", new ParameterSet(), (_, _) => new(Status()));
    }

    private ApiResult NextId(ApiCall call)
    {
        if (call.Find("vmid") is { } wanted)
        {
            return node.Guests.Find(int.Parse(wanted)) is null
                ? ApiResult.Of(wanted)
                : throw ApiFailure.Parameter("vmid", $"VM {wanted} already exists");
        }
        return ApiResult.Of($"{Enumerable.Range(100, 999_999_900).First(vmid => node.Guests.Find(vmid) is null)}");
    }

    private ApiResult Status() =>
        new(
            new JsonArray(
                new JsonObject
                {
                    ["type"] = "node",
                    ["id"] = $"node/{node.Options.NodeName}",
                    ["name"] = node.Options.NodeName,
                    ["nodeid"] = 0,
                    ["online"] = 1,
                    ["local"] = 1,
                    ["level"] = "",
                    ["ip"] = node.Options.PublicUrl is { } url ? new Uri(url).Host : "127.0.0.1",
                }
            )
        );
}
