using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Lab.Firewall;

/// <summary>What the firewall must know of the node it runs on.</summary>
public sealed record FirewallNode
{
    /// <summary>The bridge of host and guests, e.g. <c>vmbr0</c>.</summary>
    public required string Bridge { get; init; }

    /// <summary>The on-link network of the address that the node's name resolves to; Proxmox's <c>local_network</c>.</summary>
    public required IPNetwork LocalNetwork { get; init; }

    /// <summary>Addresses of the network's gateway where the namespace carries them beside the host's own: traffic with them is the outside's, not the host's.</summary>
    public ImmutableArray<IPAddress> GatewayAddresses { get; init; } = [];

    /// <summary>Own and peer addresses of the cluster's links, when there is a corosync.conf.</summary>
    public ImmutableArray<CorosyncLink> CorosyncLinks { get; init; } = [];
}

/// <summary>The two ends of a link between nodes of a cluster.</summary>
public sealed record CorosyncLink(IPAddress Own, IPAddress Peer);
