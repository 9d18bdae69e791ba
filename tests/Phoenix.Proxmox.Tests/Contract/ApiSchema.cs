using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Phoenix.Testing;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>The official schema of the API: the methods, and what may be sent to each.</summary>
internal sealed class ApiSchema
{
    private static readonly ConcurrentDictionary<string, ApiSchema> Loaded = new();
    private readonly Dictionary<string, ApiMethod> methods = [];

    private ApiSchema(string path)
    {
        foreach (var tree in JsonNode.Parse(File.ReadAllText(path))!.AsArray())
        {
            Walk(tree!.AsObject());
        }
    }

    /// <summary>The schema of a version; skips the test where it is absent.</summary>
    public static ApiSchema Of(string version) =>
        Loaded.GetOrAdd(SharedMaterial.SkipUnlessPresent($"proxmox/pve-api-{version}.json"), path => new ApiSchema(path));

    /// <summary>The method of a route such as <c>GET /nodes/{node}/lxc</c>, or null.</summary>
    public ApiMethod? Method(string route) => methods.GetValueOrDefault(route);

    private void Walk(JsonObject node)
    {
        foreach (var (verb, info) in node["info"]?.AsObject() ?? [])
        {
            var route = $"{verb} {node["path"]}";
            methods[route] = new ApiMethod(route, info!.AsObject());
        }

        foreach (var child in node["children"]?.AsArray() ?? [])
        {
            Walk(child!.AsObject());
        }
    }
}
