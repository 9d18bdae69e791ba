using System.Text.Json;
using System.Text.Json.Nodes;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>The shape of JSON: its keys and the kinds of its values.</summary>
internal static class Shape
{
    /// <summary>Where two shapes part, as a path with both sides; null when they do not. Lists are compared by their first entry, when both have one.</summary>
    public static string? Difference(JsonNode? recorded, JsonNode? answered, string path = "$") =>
        (recorded, answered) switch
        {
            (JsonObject left, JsonObject right) => Keys(left, right, path),
            (JsonArray left, JsonArray right) => left.Count == 0 || right.Count == 0 ? null : Difference(left[0], right[0], path + "[0]"),
            _ => Kind(recorded) == Kind(answered) ? null : $"{path}: {Kind(recorded)} was recorded, {Kind(answered)} answered",
        };

    private static string? Keys(JsonObject left, JsonObject right, string path)
    {
        var missing = left.Select(pair => pair.Key).Except(right.Select(pair => pair.Key)).ToList();
        var extra = right.Select(pair => pair.Key).Except(left.Select(pair => pair.Key)).ToList();
        return missing.Count + extra.Count > 0
            ? $"{path}: missing [{string.Join(' ', missing)}], extra [{string.Join(' ', extra)}]"
            : left.Select(pair => Difference(pair.Value, right[pair.Key], $"{path}.{pair.Key}"))
                .FirstOrDefault(difference => difference is not null);
    }

    private static string Kind(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.True or JsonValueKind.False => "bool",
            var kind => kind.ToString()!.ToLowerInvariant(),
        };
}
