using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>The body of a creation or update: unknown keys are ignored, but <c>env</c> must be a list of names and values in text.</summary>
internal sealed record StackPayload(string Name, string File, ImmutableArray<StackPair> Variables)
{
    public static StackPayload Read(JsonObject body, string goType) =>
        new(body.Text("name"), body.Text("stackFileContent"), Pairs(body["env"], goType));

    public void RequireContent()
    {
        if (File.Length == 0)
        {
            throw StandInRefusal.Payload("Invalid stack file content");
        }
    }

    private static ImmutableArray<StackPair> Pairs(JsonNode? node, string goType) =>
        node switch
        {
            null => [],
            JsonArray list => [.. list.Select((entry, index) => Pair(entry, index, goType))],
            _ => throw Unmarshalable(node, $"{goType}.env", "[]portainer.Pair"),
        };

    private static StackPair Pair(JsonNode? entry, int index, string goType)
    {
        var pair = entry as JsonObject ?? throw Unmarshalable(entry, $"{goType}.env.{index}", "portainer.Pair");
        if (pair["value"] is { } value && value.GetValueKind() != JsonValueKind.String)
        {
            throw Unmarshalable(value, $"{goType}[]portainer.Pairportainer.Pair.env.{index}.value", "string");
        }

        return new StackPair(pair.Text("name"), pair.Text("value"));
    }

    private static StandInRefusal Unmarshalable(JsonNode? value, string field, string type) =>
        StandInRefusal.Payload(
            $"json: cannot unmarshal {JsonValue.Create(value?.ToJsonString() ?? "null").ToJsonString()} into Go struct field {field} of type {type}"
        );
}
