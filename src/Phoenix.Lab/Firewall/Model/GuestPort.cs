using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>An interface of a guest with <c>firewall=1</c> and the chains that guard it.</summary>
internal sealed record GuestPort
{
    public required int Vmid { get; init; }

    public required int Index { get; init; }

    /// <summary>The port's name on the bridge, which also names its chains.</summary>
    public required string Name { get; init; }

    /// <summary>Addresses the interface is configured with.</summary>
    public required AddressSet Addresses { get; init; }

    /// <summary>What reaches the guest.</summary>
    public required Chain In { get; init; }

    /// <summary>What the guest sends.</summary>
    public required Chain Out { get; init; }

    /// <summary>Beneath IP: the only MAC the port may send from, or null.</summary>
    public string? FrameMac { get; init; }

    /// <summary>Beneath IP: the only addresses the port may speak for in ARP; empty: any.</summary>
    public ImmutableArray<System.Net.IPAddress> ArpSources { get; init; } = [];
}
