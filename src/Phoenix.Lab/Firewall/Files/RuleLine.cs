using System.Text.RegularExpressions;

namespace Phoenix.Lab.Firewall;

/// <summary>Takes a rule line apart: <c>|IN SSH(ACCEPT) -i net0 -source +dc/lan -p tcp -dport 22 -log info # comment</c>.</summary>
internal static partial class RuleLine
{
    /// <summary>The rule, or null with the reason why the line is skipped.</summary>
    public static FirewallRule? Parse(string line, out string problem)
    {
        problem = "";
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var text = (comment < 0 ? line : line[..comment]).Trim();
        var enabled = !text.StartsWith('|');
        var words = text.TrimStart('|').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || DirectionOf(words[0]) is not { } direction)
        {
            problem = "not a rule";
            return null;
        }

        var rule = Start(direction, words[1]) is { } start ? start with { Enabled = enabled } : null;
        if (rule is null)
        {
            problem = $"unknown action '{words[1]}'";
            return null;
        }

        for (var at = 2; at < words.Length; at += 2)
        {
            if (at + 1 == words.Length || With(rule, words[at], words[at + 1]) is not { } next)
            {
                problem = $"unable to parse '{string.Join(' ', words[at..])}'";
                return null;
            }

            rule = next;
        }

        return rule;
    }

    private static RuleDirection? DirectionOf(string word) =>
        word.ToUpperInvariant() switch
        {
            "IN" => RuleDirection.In,
            "OUT" => RuleDirection.Out,
            "FORWARD" => RuleDirection.Forward,
            "GROUP" => RuleDirection.Group,
            _ => null,
        };

    private static FirewallRule? Start(RuleDirection direction, string action)
    {
        if (direction == RuleDirection.Group)
        {
            return new(direction, action.ToLowerInvariant());
        }

        var macro = MacroAction().Match(action);
        var plain = (macro.Success ? macro.Groups["action"].Value : action).ToUpperInvariant();
        return plain is "ACCEPT" or "DROP" or "REJECT"
            ? new(direction, plain) { Macro = macro.Success ? macro.Groups["macro"].Value : null }
            : null;
    }

    private static FirewallRule? With(FirewallRule rule, string option, string value) =>
        option switch
        {
            "-i" => rule with { Interface = value },
            "-p" => rule with { Protocol = value },
            "-source" => rule with { Source = value },
            "-dest" => rule with { Destination = value },
            "-sport" => rule with { SourcePorts = value },
            "-dport" => rule with { DestinationPorts = value },
            "-icmp-type" => rule with { IcmpType = value },
            "-log" => rule,
            _ => null,
        };

    [GeneratedRegex(@"^(?<macro>\S+)\((?<action>[A-Za-z]+)\)$")]
    private static partial Regex MacroAction();
}
