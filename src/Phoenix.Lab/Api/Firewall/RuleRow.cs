using System.Text.Json.Nodes;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>A rule as JSON.</summary>
internal static class RuleRow
{
    /// <summary>The rule with its version where that is known, and what is wrong with names that are no longer there.</summary>
    public static JsonObject Of(StoredRule rule, string environment, RuleNames names)
    {
        var row = new JsonObject
        {
            ["type"] = rule.Type,
            ["action"] = rule.Action,
            ["enable"] = rule.Enabled ? 1 : 0,
        };
        foreach (
            var (key, value) in new[]
            {
                ("macro", rule.Macro),
                ("iface", rule.Interface),
                ("source", rule.Source),
                ("dest", rule.Destination),
                ("proto", rule.Protocol),
                ("dport", rule.DestinationPorts),
                ("sport", rule.SourcePorts),
                ("icmp-type", rule.IcmpType),
                ("log", rule.Log),
                ("comment", rule.Comment),
            }
        )
        {
            if (value is not null)
            {
                row[key] = value;
            }
        }
        if (RuleCheck.VersionOf(rule, names) is > 0 and var version)
        {
            row["ipversion"] = version;
        }
        var errors = RuleCheck.Errors(rule, environment, names);
        if (!errors.IsEmpty)
        {
            var problems = new JsonObject();
            foreach (var (property, problem) in errors)
            {
                problems[property] = problem;
            }
            row["errors"] = problems;
        }
        return row;
    }
}
