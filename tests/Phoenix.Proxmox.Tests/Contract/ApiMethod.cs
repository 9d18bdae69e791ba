using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>One method of the schema. Says what is wrong with a request, in words.</summary>
internal sealed class ApiMethod(string route, JsonObject info)
{
    private readonly JsonObject properties = info["parameters"]?["properties"]?.AsObject() ?? [];

    /// <summary>The values of the path's holes; null when the path is not this method's.</summary>
    public Dictionary<string, string>? PathValues(string method, string path)
    {
        var pattern = "^" + Regex.Replace(Regex.Escape(route), @"\\{(\w+)}", Hole) + "$";
        var match = Regex.Match($"{method} {path}", pattern);
        return match.Success
            ? match.Groups.Values.Where(group => !char.IsDigit(group.Name[0])).ToDictionary(group => group.Name, group => group.Value)
            : null;
    }

    /// <summary>What the node would say against these parameters; empty when nothing.</summary>
    public IEnumerable<string> Objections(IReadOnlyCollection<KeyValuePair<string, string>> sent)
    {
        var names = sent.Select(parameter => parameter.Key).ToHashSet();
        foreach (var (name, value) in sent)
        {
            var objection = Definition(name) is { } definition
                ? ParameterCheck.Objection(definition, value) ?? Needs(definition, names)
                : "property is not defined in schema";
            if (objection is not null)
            {
                yield return $"{route}: {name}={Shortened(value)}: {objection}";
            }
        }

        foreach (
            var twice in sent.GroupBy(parameter => parameter.Key)
                .Where(group => group.Count() > 1 && (string?)Definition(group.Key)?["type"] != "array")
        )
        {
            yield return $"{route}: {twice.Key} is sent twice";
        }

        foreach (
            var (name, definition) in properties.Where(property =>
                (int?)property.Value!["optional"] is null or 0 && !names.Contains(property.Key)
            )
        )
        {
            yield return $"{route}: {name} is missing and it is not optional ({definition!["type"]})";
        }
    }

    // Volumes and networks hold slashes of their own.
    private static string Hole(Match hole) => $"(?<{hole.Groups[1].Value}>{(hole.Groups[1].Value is "volume" or "cidr" ? ".+" : "[^/]+")})";

    private static string Shortened(string value) => value.Length > 60 ? value[..60] + "..." : value;

    private static string? Needs(JsonObject definition, HashSet<string> names) =>
        (string?)definition["requires"] is { } needed && !names.Contains(needed) ? $"requires {needed}" : null;

    // net0 is written net[n] in the schema.
    private JsonObject? Definition(string name) => (properties[name] ?? properties[Regex.Replace(name, "[0-9]+$", "[n]")])?.AsObject();
}
