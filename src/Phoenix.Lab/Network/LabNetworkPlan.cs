using System.Net;

namespace Phoenix.Lab.Network;

/// <summary>What a lab's network looks like from inside: one bridge that carries the host's and the gateway's address.</summary>
public sealed record LabNetworkPlan
{
    /// <summary>The bridge's name.</summary>
    public string Bridge { get; init; } = "vmbr0";

    /// <summary>The guests' subnet.</summary>
    public IPNetwork Subnet { get; init; } = IPNetwork.Parse("10.0.0.0/24");

    /// <summary>The node's own address.</summary>
    public IPAddress Host { get; init; } = IPAddress.Parse("10.0.0.13");

    /// <summary>The guests' default gateway.</summary>
    public IPAddress Gateway { get; init; } = IPAddress.Parse("10.0.0.1");

    /// <summary>The guest that gets what arrives from outside on port 443, as a LAN's router would be set to forward it; null: nobody.</summary>
    public IPAddress? PublishTo { get; init; }
}
