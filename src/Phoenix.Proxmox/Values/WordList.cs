using System.Collections.Immutable;

namespace Phoenix.Proxmox.Values;

/// <summary>Proxmox's lists in one string (tags, name servers, content types): comma, semicolon, blank and NUL all separate.</summary>
public static class WordList
{
    /// <summary>The words in order; none for null or blanks.</summary>
    public static ImmutableArray<string> Parse(string? text) =>
        text is null ? [] : [.. text.Split([',', ';', ' ', '\0', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Tags in the form the node stores them: lower case, unique, sorted, separated by semicolons.</summary>
    public static string NormalTags(IEnumerable<string> tags) =>
        string.Join(';', tags.Select(tag => tag.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));
}
