using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Guests;

/// <summary>The keys of a guest's configuration.</summary>
internal static class GuestKeys
{
    /// <summary>Every key that has a plain value.</summary>
    public static ImmutableSortedDictionary<string, string> From(Answer answer) =>
        answer
            .Members.Where(member => member.Key != "digest" && member.Value.Text is not null)
            .ToImmutableSortedDictionary(member => member.Key, member => member.Value.Text!, StringComparer.Ordinal);

    /// <summary>The keys <c>net0</c>, <c>net1</c>, ... in the order of their numbers.</summary>
    public static IEnumerable<(int Index, string Value)> Indexed(ImmutableSortedDictionary<string, string> keys, string prefix) =>
        keys.Where(key => key.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => (Index: Number(key.Key.AsSpan(prefix.Length)), key.Value))
            .Where(key => key.Index >= 0)
            .OrderBy(key => key.Index);

    private static int Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
