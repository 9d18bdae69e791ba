using System.Collections.Immutable;
using Phoenix.Topology.Reading;

namespace Phoenix.Topology.Yaml;

/// <summary>The entries of one map while it is read: each key once, merge keys (<c>&lt;&lt;</c>) written out behind the map's own.</summary>
internal sealed class MapEntries(Findings findings)
{
    private readonly Dictionary<string, ScalarNode> seen = [];
    private readonly ImmutableArray<MapEntry>.Builder own = ImmutableArray.CreateBuilder<MapEntry>();
    private readonly List<MapNode> merged = [];

    public void Add(Node key, Node value)
    {
        if (key is not ScalarNode name)
        {
            findings.Add(new Diagnostic(YamlErrors.WrongType, $"{key.Noun} cannot be a key", key.Span));
        }
        else if (name is { Text: "<<", IsPlain: true })
        {
            Merge(value);
        }
        else if (seen.TryGetValue(name.Text, out var earlier))
        {
            findings.Add(
                new Diagnostic(YamlErrors.DuplicateKey, $"{Shown.Quoted(name.Text)} appears twice", name.Span)
                {
                    Note = $"the first is in line {earlier.Span.Line}",
                    Related = earlier.Span,
                    Help = "remove or rename one of them",
                }
            );
        }
        else
        {
            seen.Add(name.Text, name);
            own.Add(new MapEntry(name, value));
        }
    }

    /// <summary>All entries; a key of the map itself wins over a merged one, an earlier merged map over a later.</summary>
    public ImmutableArray<MapEntry> All()
    {
        foreach (var entry in merged.SelectMany(map => map.Entries))
        {
            if (seen.TryAdd(entry.Key.Text, entry.Key))
            {
                own.Add(entry);
            }
        }

        return own.ToImmutable();
    }

    private void Merge(Node value)
    {
        var sources = value is ListNode list ? list.Items : [value];
        foreach (var source in sources)
        {
            if (source is MapNode map)
            {
                merged.Add(map);
            }
            else
            {
                findings.Add(new Diagnostic(YamlErrors.WrongType, $"<< takes keys and values, not {source.Noun}", source.Span));
            }
        }
    }
}
