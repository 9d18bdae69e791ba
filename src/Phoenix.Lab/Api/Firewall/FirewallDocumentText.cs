using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The text of a firewall file: <c>[OPTIONS] [ALIASES] [IPSET x] [RULES] [group x]</c>.</summary>
internal static class FirewallDocumentText
{
    /// <summary>Writes the file; nothing in it is the empty text.</summary>
    public static string Write(FirewallDocument document)
    {
        var text = new StringBuilder();
        Section(text, "OPTIONS", null, document.Options.Select(static pair => $"{pair.Key}: {pair.Value}"));
        Section(text, "ALIASES", null, document.Aliases.Values.Select(static alias => $"{alias.Name} {alias.Cidr}{Remark(alias.Comment)}"));
        foreach (var (name, set) in document.Sets)
        {
            Header(text, $"IPSET {name}", set.Comment);
            Lines(text, set.Entries.Select(static entry => $"{(entry.NoMatch ? "!" : "")}{entry.Cidr}{Remark(entry.Comment)}"));
        }
        Section(text, "RULES", null, document.Rules.Select(static rule => rule.ToLine()));
        foreach (var (name, group) in document.Groups)
        {
            Header(text, $"group {name}", group.Comment);
            Lines(text, group.Rules.Select(static rule => rule.ToLine()));
        }
        return text.ToString();
    }

    /// <summary>Reads a file. What it does not understand is left out, as the real node does when it writes the file again.</summary>
    public static FirewallDocument Read(string text)
    {
        var document = new FirewallDocument();
        var (section, name) = ("", "");
        foreach (var line in text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0))
        {
            if (line.StartsWith('[') && line.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                var title = line[1..end].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
                (section, name) = (title[0].ToUpperInvariant(), title.Length > 1 ? title[1].ToLowerInvariant() : "");
                document = Open(document, section, name, CommentOf(line[(end + 1)..]));
            }
            else
            {
                document = Add(document, section, name, line);
            }
        }
        return document;
    }

    private static FirewallDocument Open(FirewallDocument document, string section, string name, string? comment) =>
        section switch
        {
            "IPSET" => document with { Sets = document.Sets.SetItem(name, new StoredSet(comment, [])) },
            "GROUP" => document with { Groups = document.Groups.SetItem(name, new StoredGroup(comment, [])) },
            _ => document,
        };

    private static FirewallDocument Add(FirewallDocument document, string section, string name, string line)
    {
        var words = BeforeComment(line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (section)
        {
            case "OPTIONS" when line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon:
                return document with { Options = document.Options.SetItem(line[..colon].Trim(), line[(colon + 1)..].Trim()) };
            case "ALIASES" when words.Length >= 2:
                var alias = new StoredAlias(words[0], words[1], CommentOf(line));
                return document with { Aliases = document.Aliases.SetItem(words[0].ToLowerInvariant(), alias) };
            case "IPSET" when words.Length > 0:
                var set = document.Sets[name];
                var entry = new StoredEntry(words[0].TrimStart('!'), words[0].StartsWith('!'), CommentOf(line));
                return document with { Sets = document.Sets.SetItem(name, set with { Entries = set.Entries.Add(entry) }) };
            case "RULES" when StoredRule.Parse(line) is { } rule:
                return document with { Rules = document.Rules.Add(rule) };
            case "GROUP" when StoredRule.Parse(line) is { } rule:
                var group = document.Groups[name];
                return document with { Groups = document.Groups.SetItem(name, group with { Rules = group.Rules.Add(rule) }) };
            default:
                return document;
        }
    }

    private static void Section(StringBuilder text, string title, string? comment, IEnumerable<string> lines)
    {
        var all = lines.ToImmutableArray();
        if (!all.IsEmpty)
        {
            Header(text, title, comment);
            Lines(text, all);
        }
    }

    private static void Header(StringBuilder text, string title, string? comment) =>
        text.Append('[').Append(title).Append(']').Append(Remark(comment)).Append("\n\n");

    private static void Lines(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }
        text.Append('\n');
    }

    private static string Remark(string? comment) => comment is null ? "" : $" # {comment}";

    private static string BeforeComment(string line) => line.Split('#')[0];

    private static string? CommentOf(string line) =>
        line.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash && line[(hash + 1)..].Trim() is { Length: > 0 } comment
            ? comment
            : null;
}
