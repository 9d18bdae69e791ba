using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Api;

public sealed partial class SchemaTests
{
    [Fact]
    public async Task Every_served_method_is_in_the_official_schema_with_its_parameters()
    {
        var schemas = new[] { "proxmox/pve-api-8.4.0.json", "proxmox/pve-api-9.1.3.json" }
            .Select(static file => Methods(JsonNode.Parse(File.ReadAllText(SharedMaterial.SkipUnlessPresent(file)))!.AsArray()))
            .ToImmutableArray();
        await using var node = await LabNode.StartAsync();
        node.Api.Endpoints.All.Length.ShouldBeGreaterThan(150);
        var strange = new List<string>();
        foreach (var endpoint in node.Api.Endpoints.All)
        {
            var name = $"{endpoint.Method} {endpoint.Path}";
            var known = schemas.Where(schema => schema.ContainsKey(name)).Select(schema => schema[name]).ToImmutableArray();
            if (known.IsEmpty)
            {
                strange.Add(name);
                continue;
            }
            foreach (var parameter in endpoint.Parameters.All)
            {
                var written = Number.Replace(parameter.Name, "[n]");
                if (!known.Any(properties => properties.Contains(parameter.Name) || properties.Contains(written)))
                {
                    strange.Add($"{name} takes {parameter.Name}");
                }
            }
        }
        strange.ShouldBeEmpty();
    }

    private static ImmutableDictionary<string, ImmutableHashSet<string>> Methods(JsonArray roots)
    {
        var methods = ImmutableDictionary.CreateBuilder<string, ImmutableHashSet<string>>();
        Collect(roots, methods);
        return methods.ToImmutable();
    }

    private static void Collect(JsonArray nodes, ImmutableDictionary<string, ImmutableHashSet<string>>.Builder methods)
    {
        foreach (var node in nodes)
        {
            foreach (var (method, info) in node!["info"]?.AsObject() ?? [])
            {
                var properties = info!["parameters"]?["properties"]?.AsObject() ?? [];
                methods[$"{method} {node["path"]}"] = [.. properties.Select(static property => property.Key)];
            }
            Collect(node["children"]?.AsArray() ?? [], methods);
        }
    }

    [GeneratedRegex(@"\d+$")]
    private static partial Regex Number { get; }
}
