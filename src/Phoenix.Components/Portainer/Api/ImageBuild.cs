using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Phoenix.Components.Portainer.Api;

/// <summary>How an image is built from a context.</summary>
/// <param name="Reference">The name it gets, e.g. <c>phoenix/hello/web:1f2e3d4c5b6a</c>.</param>
/// <param name="Dockerfile">Path of the Dockerfile inside the context.</param>
/// <param name="Target">The stage to stop at, or null for the last.</param>
/// <param name="Arguments">Build arguments.</param>
/// <param name="Labels">Labels of the image.</param>
public sealed record ImageBuild(
    string Reference,
    string Dockerfile,
    string? Target,
    ImmutableSortedDictionary<string, string> Arguments,
    ImmutableSortedDictionary<string, string> Labels
)
{
    /// <summary>The query of the engine's build call.</summary>
    public string Query()
    {
        var parts = new List<string>
        {
            "t=" + Uri.EscapeDataString(Reference),
            "dockerfile=" + Uri.EscapeDataString(Dockerfile),
            "rm=1",
            "forcerm=1",
            "labels=" + Uri.EscapeDataString(Json(Labels)),
        };
        if (!Arguments.IsEmpty)
        {
            parts.Add("buildargs=" + Uri.EscapeDataString(Json(Arguments)));
        }

        if (Target is not null)
        {
            parts.Add("target=" + Uri.EscapeDataString(Target));
        }

        return string.Join('&', parts);
    }

    private static string Json(ImmutableSortedDictionary<string, string> values) =>
        new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value)))).ToJsonString();
}
