using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Config;

/// <summary>Writes property strings in the order of the real node.</summary>
internal static class PropertyText
{
    /// <summary>The default key's value without its name, then the named first keys, then the rest in order of the alphabet.</summary>
    public static string Write(
        ImmutableSortedDictionary<string, string> properties,
        string? defaultKey,
        params ImmutableArray<string> first
    )
    {
        var parts = new List<string>();
        if (defaultKey is not null && properties.TryGetValue(defaultKey, out var bare))
        {
            parts.Add(bare);
        }
        parts.AddRange(first.Where(properties.ContainsKey).Select(key => $"{key}={properties[key]}"));
        parts.AddRange(
            properties.Where(pair => pair.Key != defaultKey && !first.Contains(pair.Key)).Select(static pair => $"{pair.Key}={pair.Value}")
        );
        return string.Join(',', parts);
    }
}
