using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>The values of a section, read by the keys that describe them.</summary>
internal sealed class Fields(MapNode map, SourceSpan owner, Findings findings)
{
    /// <summary>What to mark when the section as a whole is meant: its key.</summary>
    public SourceSpan Owner => owner;

    /// <summary>The key's value; null when it is left out or wrong. Read each key once: what is wrong is reported each time.</summary>
    public Located<T>? Read<T>(Key<T> key)
    {
        var entry = map.Entries.FirstOrDefault(entry => entry.Key.Text == key.Name);
        return entry is null ? null : key.Shape.Read(entry.Value, entry.Key, findings);
    }

    /// <summary>Where the key is written; null when it is left out.</summary>
    public SourceSpan? KeySpan(Key key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key.Name)?.Key.Span;
}
