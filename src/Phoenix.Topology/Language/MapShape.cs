using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>A value under a name that the user chose.</summary>
internal sealed record Named<T>(Located<string> Name, T Value);

/// <summary>Values of one shape, each under a name that the user chooses.</summary>
internal sealed class MapShape<T>(string noun, TextShape<string> name, Shape<T> value) : Shape<ImmutableArray<Named<T>>>
{
    public override string Noun => noun;

    public override Shape? Inner => value;

    public override Located<ImmutableArray<Named<T>>>? Read(Node node, ScalarNode? key, Findings findings) =>
        node is MapNode map ? new([.. Entries(map, findings)], node.Span) : Wrong(node, key, findings);

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "object",
            ["propertyNames"] = name.Limits(),
            ["additionalProperties"] = value.Schema(),
        };

    private IEnumerable<Named<T>> Entries(MapNode map, Findings findings)
    {
        foreach (var entry in map.Entries)
        {
            // A name that is wrong is reported and kept, so that what belongs to it does not seem to be missing.
            var read = name.Read(entry.Key, null, findings) ?? new Located<string>(entry.Key.Text, entry.Key.Span);
            if (value.Read(entry.Value, entry.Key, findings) is { } found)
            {
                yield return new Named<T>(read, found.Value);
            }
        }
    }
}
