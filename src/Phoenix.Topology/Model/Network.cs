using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology;

/// <summary>The platform's network: a bridge of the node and an IPv4 subnet on it.</summary>
public sealed record Network
{
    /// <summary>The node's bridge, e.g. <c>vmbr0</c>.</summary>
    public required string Bridge { get; init; }

    /// <summary>The subnet; its host bits are zero.</summary>
    public required IPNetwork Subnet { get; init; }

    /// <summary>The node's own address in the subnet; dnsmasq answers there.</summary>
    public required IPAddress Host { get; init; }

    /// <summary>The default gateway of the guests.</summary>
    public required IPAddress Gateway { get; init; }

    /// <summary>Resolvers that names outside the platform are forwarded to; empty: those of the host.</summary>
    public ImmutableArray<IPAddress> Forwarders { get; init; } = [];
}
