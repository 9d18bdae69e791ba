using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The parameters of rules, and rules out of them.</summary>
internal static partial class RuleParameters
{
    /// <summary>The log levels.</summary>
    public static ImmutableArray<string> LogLevels { get; } =
    ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "nolog"];

    /// <summary>The file's version that the caller read.</summary>
    public static Parameter Digest { get; } = Parameter.Text("digest", longest: 64);

    /// <summary>A rule's place in the list.</summary>
    public static Parameter Position { get; } = Parameter.Integer("pos", 0);

    /// <summary>A rule's properties.</summary>
    public static ImmutableArray<Parameter> Properties { get; } =
    [
        Parameter.Choice("type", "in", "out", "forward", "group"),
        Parameter.Text("action", longest: 20) with
        {
            MinimumLength = 2,
            Pattern = Name,
        },
        Parameter.Text("macro", longest: 128),
        Parameter.Text("iface", Formats.Bridge, 20) with
        {
            MinimumLength = 2,
        },
        Parameter.Text("source", FirewallFormats.RuleAddress, 512),
        Parameter.Text("dest", FirewallFormats.RuleAddress, 512),
        Parameter.Text("proto", FirewallFormats.Protocol),
        Parameter.Text("dport", FirewallFormats.Ports),
        Parameter.Text("sport", FirewallFormats.Ports),
        Parameter.Text("icmp-type", FirewallFormats.IcmpType),
        Parameter.Choice("log", LogLevels),
        Parameter.Text("comment"),
        Parameter.Integer("enable", 0),
    ];

    /// <summary>What a new rule takes. Its place is taken and ignored.</summary>
    public static ImmutableArray<Parameter> New { get; } =
    [.. Properties.Select(static property => property.Name is "type" or "action" ? property.Must() : property), Position, Digest];

    /// <summary>What a change of a rule takes.</summary>
    public static ImmutableArray<Parameter> Change { get; } =
    [.. Properties, Position.Must(), Digest, Parameter.Integer("moveto", 0), Parameter.Text("delete")];

    /// <summary>A rule with the properties of a call put over it. A new rule that does not say so is off.</summary>
    public static StoredRule Apply(StoredRule rule, ApiCall call)
    {
        rule = rule with
        {
            Type = call.Find("type") ?? rule.Type,
            Action = call.Find("action") ?? rule.Action,
            Enabled = call.Has("enable") ? call.Integer("enable", 0) > 0 : rule.Enabled,
        };
        foreach (
            var property in Properties.Where(property => property.Name is not ("type" or "action" or "enable") && call.Has(property.Name))
        )
        {
            rule = Set(rule, property.Name, call.Text(property.Name)) ?? rule;
        }
        return rule;
    }

    /// <summary>A rule with a property set or, with null, taken away; null when there is no such property.</summary>
    public static StoredRule? Set(StoredRule rule, string property, string? value)
    {
        value = string.IsNullOrEmpty(value) ? null : value;
        return property switch
        {
            "macro" => rule with { Macro = value is null ? null : RuleCheck.Macro(value) ?? value },
            "iface" => rule with { Interface = value },
            "source" => rule with { Source = value },
            "dest" => rule with { Destination = value },
            "proto" => rule with { Protocol = value },
            "dport" => rule with { DestinationPorts = value },
            "sport" => rule with { SourcePorts = value },
            "icmp-type" => rule with { IcmpType = value },
            "log" => rule with { Log = value },
            "comment" => rule with { Comment = OneLine(value) },
            "enable" => rule with { Enabled = true },
            _ => null,
        };
    }

    /// <summary>A remark as it can stand in the file: its first line.</summary>
    public static string? OneLine(string? comment) => comment?.Split('\n')[0].Trim() is { Length: > 0 } line ? line : null;

    /// <summary>Names of groups, aliases and sets.</summary>
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]+\z", RegexOptions.None, 1000)]
    public static partial Regex Name { get; }
}
