using System.Collections.Immutable;

namespace Phoenix.Lab.Images;

/// <summary>A source of packages in apt's lists.</summary>
/// <param name="Addresses">Its archives, without a slash at the end.</param>
/// <param name="Suites">E.g. <c>bookworm</c>, <c>bookworm-updates</c>.</param>
/// <param name="Components">E.g. <c>main</c>.</param>
internal sealed record AptSource(ImmutableArray<string> Addresses, ImmutableArray<string> Suites, ImmutableArray<string> Components)
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The enabled sources of binary packages in a text of one-line entries (<c>sources.list</c>) and stanzas (<c>.sources</c>).</summary>
    public static ImmutableArray<AptSource> Parse(string text)
    {
        var sources = ImmutableArray.CreateBuilder<AptSource>();
        var stanza = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var field = "";
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()).Append(""))
        {
            if (line.Length == 0)
            {
                sources.AddRange(OfStanza(stanza));
                stanza.Clear();
            }
            else if (line.StartsWith("deb ", StringComparison.Ordinal) || line.StartsWith("deb\t", StringComparison.Ordinal))
            {
                sources.AddRange(OfLine(line));
            }
            else if (Blanks.Contains(line[0]) && field.Length > 0 && stanza.ContainsKey(field))
            {
                stanza[field] += line;
            }
            else if (line[0] != '#' && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                field = line[..colon];
                stanza[field] = line[(colon + 1)..];
            }
        }

        return sources.ToImmutable();
    }

    // deb [arch=amd64 signed-by=/x.gpg] https://deb.example/debian bookworm main # ours
    private static IEnumerable<AptSource> OfLine(string line)
    {
        var words = Words(line.Split('#')[0]).Skip(1).ToArray();
        if (words is [['[', ..], ..])
        {
            words = [.. words.SkipWhile(word => !word.EndsWith(']')).Skip(1)];
        }

        return words is [var address, var suite, .. var components] ? [new AptSource([Plain(address)], [suite], [.. components])] : [];
    }

    private static IEnumerable<AptSource> OfStanza(Dictionary<string, string> stanza)
    {
        var isOff = stanza.GetValueOrDefault("Enabled")?.Trim().ToUpperInvariant() is "NO" or "FALSE" or "0" or "OFF" or "WITHOUT";
        return !isOff && Of("Types").Contains("deb") && !Of("URIs").IsEmpty
            ? [new AptSource([.. Of("URIs").Select(Plain)], Of("Suites"), Of("Components"))]
            : [];

        ImmutableArray<string> Of(string name) => Words(stanza.GetValueOrDefault(name) ?? "");
    }

    private static ImmutableArray<string> Words(string text) => [.. text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)];

    private static string Plain(string address) => address.TrimEnd('/');
}
