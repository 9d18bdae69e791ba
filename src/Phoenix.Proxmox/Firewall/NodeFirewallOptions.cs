using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A node's switches. Null: as it is (when set), or the node's default (when read).</summary>
public sealed record NodeFirewallOptions
{
    /// <summary>On unless set.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Neighbour discovery is let through; on unless set.</summary>
    public bool? NeighbourDiscovery { get; init; }

    /// <summary>Log level of what comes in.</summary>
    public string? LogIn { get; init; }

    /// <summary>Log level of what goes out.</summary>
    public string? LogOut { get; init; }

    /// <summary>The nftables backend; off unless set.</summary>
    public bool? Nftables { get; init; }

    /// <summary>Of the file; when set, the change is refused if somebody wrote it meanwhile.</summary>
    public string? Digest { get; init; }

    internal FormFields ToFields() =>
        new()
        {
            { "enable", Enabled },
            { "ndp", NeighbourDiscovery },
            { "log_level_in", LogIn },
            { "log_level_out", LogOut },
            { "nftables", Nftables },
            { "digest", Digest },
        };

    internal static NodeFirewallOptions From(Answer answer) =>
        new()
        {
            Enabled = answer["enable"].Flag,
            NeighbourDiscovery = answer["ndp"].Flag,
            LogIn = answer["log_level_in"].Text,
            LogOut = answer["log_level_out"].Text,
            Nftables = answer["nftables"].Flag,
            Digest = answer["digest"].Text,
        };
}
