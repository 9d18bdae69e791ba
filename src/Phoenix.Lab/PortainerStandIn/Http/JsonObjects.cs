using System.Text.Json;
using System.Text.Json.Nodes;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>Reading of request bodies.</summary>
internal static class JsonObjects
{
    /// <summary>A text, or empty when it is left out or null.</summary>
    public static string Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>A switch; off when it is left out.</summary>
    public static bool Flag(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.True;
}
