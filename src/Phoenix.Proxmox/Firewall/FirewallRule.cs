using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>Which packets a rule is about.</summary>
public enum FirewallRuleType
{
    /// <summary>To the node or the guest.</summary>
    In,

    /// <summary>From it.</summary>
    Out,

    /// <summary>Through the node; only the nftables backend heeds it.</summary>
    Forward,

    /// <summary>The rules of a security group, which the action names.</summary>
    Group,
}

/// <summary>A rule. The first that fits decides. Values come back as they were sent.</summary>
public sealed record FirewallRule
{
    private static readonly string[] Optional =
    [
        "macro",
        "proto",
        "source",
        "dest",
        "sport",
        "dport",
        "icmp-type",
        "iface",
        "log",
        "comment",
    ];

    /// <summary>Which packets.</summary>
    public required FirewallRuleType Type { get; init; }

    /// <summary><c>ACCEPT</c>, <c>DROP</c>, <c>REJECT</c>, or a security group's name.</summary>
    public required string Action { get; init; }

    /// <summary>Heeded. Always sent: absent means off at the API, and on in the file.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>A named service in place of protocol and ports, e.g. <c>SSH</c>.</summary>
    public string? Macro { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c>, ...; null: all. Needed for ports.</summary>
    public string? Protocol { get; init; }

    /// <summary>Address, network, range, list, alias or <c>+ipset</c>; null: all, of both families.</summary>
    public string? Source { get; init; }

    /// <summary>As <see cref="Source"/>.</summary>
    public string? Destination { get; init; }

    /// <summary>Port, range (<c>8000:8010</c>) or list, at most 15 numbers.</summary>
    public string? SourcePort { get; init; }

    /// <summary>As <see cref="SourcePort"/>.</summary>
    public string? DestinationPort { get; init; }

    /// <summary>ICMP type by name; a number is silently ignored by the node.</summary>
    public string? IcmpType { get; init; }

    /// <summary><c>net0</c> for a guest, a bridge for a node; null: all.</summary>
    public string? Interface { get; init; }

    /// <summary>Log level; null: none.</summary>
    public string? Log { get; init; }

    /// <summary>One line.</summary>
    public string? Comment { get; init; }

    /// <summary>What the node finds wrong with the rule (a name that is gone); it does not heed it then. Read only.</summary>
    public string? Problem { get; init; }

    internal FormFields ToFields() =>
        new()
        {
            { "type", Type.ToString().ToLowerInvariant() },
            { "action", Action },
            { "enable", Enabled },
            { "macro", Macro },
            { "proto", Protocol },
            { "source", Source },
            { "dest", Destination },
            { "sport", SourcePort },
            { "dport", DestinationPort },
            { "icmp-type", IcmpType },
            { "iface", Interface },
            { "log", Log },
            { "comment", Comment },
        };

    /// <summary>As <see cref="ToFields"/>, and the keys that this rule does not have are taken away.</summary>
    internal FormFields ToReplacement()
    {
        var fields = ToFields();
        var sent = fields.Select(field => field.Key).ToHashSet();
        fields.AddJoined("delete", Optional.Where(key => !sent.Contains(key)).ToImmutableArray());
        return fields;
    }

    internal static FirewallRule From(Answer row) =>
        new()
        {
            Type = Enum.TryParse<FirewallRuleType>(row["type"].Text, ignoreCase: true, out var type) ? type : FirewallRuleType.Group,
            Action = row["action"].Text ?? "",
            Enabled = row["enable"].Number is > 0,
            Macro = row["macro"].Text,
            Protocol = row["proto"].Text,
            Source = row["source"].Text,
            Destination = row["dest"].Text,
            SourcePort = row["sport"].Text,
            DestinationPort = row["dport"].Text,
            IcmpType = row["icmp-type"].Text,
            Interface = row["iface"].Text,
            Log = row["log"].Text,
            Comment = row["comment"].Text,
            Problem = row["errors"].Exists
                ? string.Join("; ", row["errors"].Members.Select(error => $"{error.Key}: {error.Value.Text?.Trim()}"))
                : null,
        };
}
