using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>A part of the file with keys of its own. Unknown keys and missing ones are reported here, for every section alike.</summary>
internal sealed class Section(string title, string doc, ImmutableArray<Key> keys) : Shape<Fields>
{
    /// <summary>The section's path in the file, e.g. <c>guests.NAME</c>; empty for the file itself.</summary>
    public string Title => title;

    /// <summary>What the reference says of the section.</summary>
    public string Doc => doc;

    /// <summary>All keys, in the order of the reference.</summary>
    public ImmutableArray<Key> Keys => keys;

    /// <summary>What the schema asks for beyond the keys one by one: members that are added to it.</summary>
    public Func<JsonObject>? Conditions { get; init; }

    public override string Noun => "keys and values";

    public override Located<Fields>? Read(Node node, ScalarNode? key, Findings findings)
    {
        if (node is not MapNode map)
        {
            return Wrong(node, key, findings);
        }

        var meant = new HashSet<string>();
        var absent = keys.Select(known => known.Name).Where(name => map[name] is null).ToList();
        foreach (var entry in map.Entries.Where(entry => !keys.Any(known => known.Name == entry.Key.Text)))
        {
            var nearest = DidYouMean.Nearest(entry.Key.Text, absent);
            meant.Add(nearest ?? "");
            findings.Add(
                new Diagnostic(YamlErrors.UnknownKey, $"unknown key {Shown.Quoted(entry.Key.Text)}", entry.Key.Span)
                {
                    Help = nearest is null
                        ? $"the keys here are {string.Join(", ", keys.Select(known => known.Name))}"
                        : $"did you mean \"{nearest}\"?",
                }
            );
        }

        var owner = key?.Span ?? map.Span;
        foreach (var missing in keys.Where(known => known.Required && absent.Contains(known.Name) && !meant.Contains(known.Name)))
        {
            findings.Add(
                new Diagnostic(
                    YamlErrors.MissingKey,
                    key is null ? $"\"{missing.Name}\" is missing" : $"{Shown.Quoted(key.Text)} has no \"{missing.Name}\"",
                    owner
                )
                {
                    Note = $"needs \"{missing.Name}\"",
                    Help = $"add it, such as {missing.Name}: {missing.Example}",
                }
            );
        }

        return new Located<Fields>(new Fields(map, owner, findings), owner);
    }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key.Name] = key.Schema();
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["description"] = doc,
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (keys.Any(key => key.Required))
        {
            schema["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)JsonValue.Create(key.Name)!)]);
        }

        foreach (var (name, condition) in Conditions?.Invoke() ?? [])
        {
            schema[name] = condition?.DeepClone();
        }

        return schema;
    }
}
