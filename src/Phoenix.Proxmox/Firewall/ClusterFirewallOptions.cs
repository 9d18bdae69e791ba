using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>The cluster's switches. Null: as it is (when set), or the node's default (when read).</summary>
public sealed record ClusterFirewallOptions
{
    /// <summary>The master switch, off unless set.</summary>
    public bool? Enabled { get; init; }

    /// <summary>What becomes of packets to nodes that no rule decides; <c>DROP</c> unless set.</summary>
    public string? PolicyIn { get; init; }

    /// <summary>What becomes of packets from nodes; <c>ACCEPT</c> unless set.</summary>
    public string? PolicyOut { get; init; }

    /// <summary>Rules for layer 2; on unless set.</summary>
    public bool? Ebtables { get; init; }

    /// <summary>Of the file; when set, the change is refused if somebody wrote it meanwhile.</summary>
    public string? Digest { get; init; }

    internal FormFields ToFields() =>
        new()
        {
            { "enable", Enabled },
            { "policy_in", PolicyIn },
            { "policy_out", PolicyOut },
            { "ebtables", Ebtables },
            { "digest", Digest },
        };

    // enable is a number: a value above 1 is the time it was switched on.
    internal static ClusterFirewallOptions From(Answer answer) =>
        new()
        {
            Enabled = answer["enable"].Number is { } value ? value > 0 : null,
            PolicyIn = answer["policy_in"].Text,
            PolicyOut = answer["policy_out"].Text,
            Ebtables = answer["ebtables"].Flag,
            Digest = answer["digest"].Text,
        };
}
