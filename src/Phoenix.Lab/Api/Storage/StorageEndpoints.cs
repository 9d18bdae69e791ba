using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Cluster;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Storage;

/// <summary>The storages of the node.</summary>
internal sealed class StorageEndpoints(NodeServices node, NodeFacts facts)
{
    /// <summary>A storage's name in a path.</summary>
    public static Parameter Name { get; } = Parameter.Text("storage", Formats.StorageId).Must();

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("GET", "/storage", new ParameterSet(Parameter.Text("type")), (_, _) => new(Configured()));
        yield return new(
            "GET",
            "/storage/{storage}",
            new ParameterSet(Name),
            (call, _) => new(new ApiResult(Configuration(node.Storage.Get(call.Text("storage")))))
        );
        yield return new(
            "GET",
            "/nodes/{node}/storage",
            new ParameterSet(
                LxcParameters.Node,
                Parameter.Text("content"),
                Parameter.Text("storage", Formats.StorageId),
                Parameter.Text("target", Formats.Node),
                Parameter.Flag("enabled"),
                Parameter.Flag("format")
            ),
            (call, _) => new(List(call))
        );
        yield return new(
            "GET",
            "/nodes/{node}/storage/{storage}",
            new ParameterSet(LxcParameters.Node, Name),
            static (_, _) => new(Index())
        );
        yield return new(
            "GET",
            "/nodes/{node}/storage/{storage}/status",
            new ParameterSet(LxcParameters.Node, Name),
            (call, _) => new(Status(call))
        );
    }

    private ApiResult Configured() => new(new JsonArray([.. node.Storage.All.Select(storage => (JsonNode)Configuration(storage))]));

    private JsonObject Configuration(NodeStorage storage) =>
        new()
        {
            ["storage"] = storage.Name,
            ["type"] = "dir",
            ["path"] = storage.Name == "local" ? "/var/lib/vz" : storage.Root,
            ["content"] = storage.Content,
            ["digest"] = node.Storage.Digest,
        };

    private ApiResult List(ApiCall call)
    {
        var kinds = Formats.Items(call.Find("content") ?? "").ToImmutableArray();
        var rows = node
            .Storage.All.Where(storage => call.Find("storage") is not { } name || storage.Name == name)
            .Where(storage => kinds.IsEmpty || kinds.Intersect(storage.Content.Split(',')).Any())
            .Select(storage =>
            {
                var row = Status(storage);
                row["storage"] = storage.Name;
                row["used_fraction"] = (double)facts.DiskUsed / facts.DiskTotal;
                return (JsonNode)row;
            });
        return new ApiResult(new JsonArray([.. rows]));
    }

    private ApiResult Status(ApiCall call) =>
        node.Storage.All.FirstOrDefault(storage => storage.Name == call.Text("storage")) is { } found
            ? new ApiResult(Status(found))
            : throw ApiFailure.Parameter("storage", "No such storage.");

    private JsonObject Status(NodeStorage storage) =>
        new()
        {
            ["type"] = "dir",
            ["content"] = storage.Content,
            ["enabled"] = 1,
            ["active"] = 1,
            ["shared"] = 0,
            ["total"] = facts.DiskTotal,
            ["used"] = facts.DiskUsed,
            ["avail"] = facts.DiskFree,
        };

    private static ApiResult Index()
    {
        var names = new[] { "content", "download-url", "status", "upload" };
        return new ApiResult(new JsonArray([.. names.Select(static name => (JsonNode)new JsonObject { ["subdir"] = name })]));
    }
}
