using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Cluster;

/// <summary>The options of the datacenter, kept as <c>datacenter.cfg</c>.</summary>
internal sealed class DatacenterOptions(string path)
{
    private static readonly PropertyFormat NextId = new([Parameter.Text("lower"), Parameter.Text("upper")]);

    private static readonly PropertyFormat TagStyle = new([
        Parameter.Choice("ordering", "config", "alphabetical"),
        Parameter.Choice("shape", "full", "circle", "dense", "none"),
        Parameter.Text("color-map"),
        Parameter.Flag("case-sensitive"),
    ]);

    private static readonly PropertyFormat UserTags = new([
        Parameter.Choice("user-allow", "none", "list", "existing", "free"),
        Parameter.Text("user-allow-list"),
    ]);

    private readonly Lock _writing = new();

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("GET", "/cluster/options", new ParameterSet(), (_, _) => new(Get()));
        yield return new(
            "PUT",
            "/cluster/options",
            new ParameterSet(
                Parameter.Text("description", longest: 65536),
                Parameter.Text("keyboard"),
                Parameter.Text("mac_prefix"),
                Parameter.Text("next-id", NextId.Check),
                Parameter.Text("registered-tags", Formats.ListOf(Formats.Tag)),
                Parameter.Text("tag-style", TagStyle.Check),
                Parameter.Text("user-tag-access", UserTags.Check),
                Parameter.Text("delete")
            ),
            (call, _) => new(Change(call))
        );
    }

    private ApiResult Get()
    {
        var options = Read();
        var answer = new JsonObject
        {
            ["keyboard"] = options["keyboard"] ?? "en-us",
            ["mac_prefix"] = options["mac_prefix"] ?? "BC:24:11",
            ["allowed-tags"] = new JsonArray([
                .. Formats.Items(options["registered-tags"] ?? "").Select(static tag => (JsonNode)JsonValue.Create(tag)),
            ]),
            ["description"] = options["description"] is { Length: > 0 } description ? description.TrimEnd('\n') + "\n" : "",
        };
        foreach (var (key, format) in new[] { ("next-id", NextId), ("tag-style", TagStyle), ("user-tag-access", UserTags) })
        {
            if (options[key] is { } value)
            {
                var properties = new JsonObject();
                foreach (var (name, text) in format.Parse(value))
                {
                    properties[name] = text;
                }
                answer[key] = properties;
            }
        }
        return new ApiResult(answer);
    }

    private ApiResult Change(ApiCall call)
    {
        lock (_writing)
        {
            var options = Read();
            foreach (var key in Formats.Items(call.Find("delete") ?? ""))
            {
                options = options.Remove(key);
            }
            foreach (var key in call.Parameters.Keys.Where(static key => key != "delete"))
            {
                options = options.Set(key, call.Text(key));
            }
            AtomicFile.Write(path, GuestConfigText.Write(options));
        }
        return ApiResult.Nothing;
    }

    private GuestConfig Read() => GuestConfigText.Read(Topology.GuestKind.Container, AtomicFile.Read(path));
}
