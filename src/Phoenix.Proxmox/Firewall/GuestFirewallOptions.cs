using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A guest's switches. Null: as it is (when set), or the node's default (when read).</summary>
public sealed record GuestFirewallOptions
{
    /// <summary>Off unless set. The cluster's switch and <c>firewall=1</c> on the interface are needed as well.</summary>
    public bool? Enabled { get; init; }

    /// <summary><c>DROP</c> unless set.</summary>
    public string? PolicyIn { get; init; }

    /// <summary><c>ACCEPT</c> unless set.</summary>
    public string? PolicyOut { get; init; }

    /// <summary>DHCP is let through; on unless set to false, whatever the schema says.</summary>
    public bool? Dhcp { get; init; }

    /// <summary>Neighbour discovery is let through; on unless set to false.</summary>
    public bool? NeighbourDiscovery { get; init; }

    /// <summary>The guest may announce itself as a router; off unless set.</summary>
    public bool? RouterAdvertisement { get; init; }

    /// <summary>Only frames with the configured MAC address leave; on unless set.</summary>
    public bool? MacFilter { get; init; }

    /// <summary>Only packets with the configured addresses leave; off unless set.</summary>
    public bool? IpFilter { get; init; }

    /// <summary>Log level of what comes in.</summary>
    public string? LogIn { get; init; }

    /// <summary>Log level of what goes out.</summary>
    public string? LogOut { get; init; }

    /// <summary>Of the file; when set, the change is refused if somebody wrote it meanwhile.</summary>
    public string? Digest { get; init; }

    internal FormFields ToFields() =>
        new()
        {
            { "enable", Enabled },
            { "policy_in", PolicyIn },
            { "policy_out", PolicyOut },
            { "dhcp", Dhcp },
            { "ndp", NeighbourDiscovery },
            { "radv", RouterAdvertisement },
            { "macfilter", MacFilter },
            { "ipfilter", IpFilter },
            { "log_level_in", LogIn },
            { "log_level_out", LogOut },
            { "digest", Digest },
        };

    internal static GuestFirewallOptions From(Answer answer) =>
        new()
        {
            Enabled = answer["enable"].Flag,
            PolicyIn = answer["policy_in"].Text,
            PolicyOut = answer["policy_out"].Text,
            Dhcp = answer["dhcp"].Flag,
            NeighbourDiscovery = answer["ndp"].Flag,
            RouterAdvertisement = answer["radv"].Flag,
            MacFilter = answer["macfilter"].Flag,
            IpFilter = answer["ipfilter"].Flag,
            LogIn = answer["log_level_in"].Text,
            LogOut = answer["log_level_out"].Text,
            Digest = answer["digest"].Text,
        };
}
