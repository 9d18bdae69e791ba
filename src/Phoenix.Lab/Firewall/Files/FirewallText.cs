using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Phoenix.Lab.Firewall;

/// <summary>Reads a <c>.fw</c> file as the real parser does: bad lines are skipped one by one, the rest stays in force.</summary>
internal sealed partial class FirewallText
{
    private readonly ImmutableDictionary<string, string>.Builder options = ImmutableDictionary.CreateBuilder<string, string>();
    private readonly ImmutableDictionary<string, string>.Builder aliases = ImmutableDictionary.CreateBuilder<string, string>();
    private readonly Dictionary<string, List<string>> sets = [];
    private readonly Dictionary<string, List<FirewallRule>> groups = [];
    private readonly List<FirewallRule> rules = [];
    private readonly List<SkippedLine> skipped = [];
    private Func<string, string?> section = _ => "no section yet";

    private FirewallText() { }

    public static FirewallConfig Parse(string text)
    {
        var reader = new FirewallText();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.Length > 0 && line[0] != '#' && line.Trim().Length > 0 && reader.Read(line.Trim()) is { } problem)
            {
                reader.skipped.Add(new(number, problem));
            }
        }

        return new()
        {
            Options = reader.options.ToImmutable(),
            Aliases = reader.aliases.ToImmutable(),
            Sets = reader.sets.ToImmutableDictionary(set => set.Key, set => set.Value.ToImmutableArray()),
            Groups = reader.groups.ToImmutableDictionary(group => group.Key, group => group.Value.ToImmutableArray()),
            Rules = [.. reader.rules],
            Skipped = [.. reader.skipped],
        };
    }

    /// <summary>Why the line has no effect, or null.</summary>
    private string? Read(string line)
    {
        var head = SectionHead().Match(line);
        if (!head.Success)
        {
            return section(line);
        }

        var name = head.Groups["name"].Value.ToLowerInvariant();
        (section, var problem) = (head.Groups["kind"].Value.ToLowerInvariant(), name) switch
        {
            ("options", "") => (ReadOption, null),
            ("aliases", "") => (ReadAlias, null),
            ("rules", "") => (rule => ReadRule(rule, rules), null),
            ("ipset", _) when Name().IsMatch(name) => (entry => ReadEntry(entry, Of(sets, name)), null),
            ("group", _) when Name().IsMatch(name) && name.Length <= 18 => (rule => ReadRule(rule, Of(groups, name)), null),
            // A refused head takes its lines with it.
            _ => ((Func<string, string?>)(_ => "belongs to a section that was refused"), $"invalid section '{line}'"),
        };
        if (problem is null && name.Length > 0)
        {
            _ = head.Groups["kind"].Value.Equals("ipset", StringComparison.OrdinalIgnoreCase) ? (object)Of(sets, name) : Of(groups, name);
        }

        return problem;
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> all, string name) =>
        all.TryGetValue(name, out var list) ? list : all[name] = [];

    private string? ReadOption(string line)
    {
        var option = Option().Match(line);
        if (!option.Success)
        {
            return "not an option";
        }

        var (key, value) = (option.Groups["key"].Value.ToLowerInvariant(), option.Groups["value"].Value);
        if (key.StartsWith("policy_", StringComparison.Ordinal))
        {
            value = value.ToUpperInvariant();
            if (value is not ("ACCEPT" or "DROP" or "REJECT"))
            {
                return $"unknown policy '{value}'";
            }
        }

        options[key] = value;
        return null;
    }

    private string? ReadAlias(string line)
    {
        var alias = Alias().Match(line);
        if (!alias.Success || AddressText.Network(alias.Groups["address"].Value) is null)
        {
            return "not an alias";
        }

        aliases[alias.Groups["name"].Value.ToLowerInvariant()] = alias.Groups["address"].Value;
        return null;
    }

    private static string? ReadEntry(string line, List<string> entries)
    {
        var entry = Entry().Match(line);
        if (!entry.Success)
        {
            return "not an entry of a set";
        }

        entries.Add(entry.Groups["not"].Value + entry.Groups["what"].Value);
        return null;
    }

    private static string? ReadRule(string line, List<FirewallRule> into)
    {
        if (RuleLine.Parse(line, out var problem) is not { } rule)
        {
            return problem;
        }

        into.Add(rule);
        return null;
    }

    [GeneratedRegex(@"^\[(?<kind>options|aliases|rules|ipset|group)(?:\s+(?<name>\S+))?\s*\]\s*(?:#.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex SectionHead();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?<key>[A-Za-z_]+):\s*(?<value>\S+)$")]
    private static partial Regex Option();

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9_-]+)\s+(?<address>\S+)\s*(?:#.*)?$")]
    private static partial Regex Alias();

    [GeneratedRegex(@"^(?<not>!?)\s*(?<what>[^\s#!]+)\s*(?:#.*)?$")]
    private static partial Regex Entry();
}
