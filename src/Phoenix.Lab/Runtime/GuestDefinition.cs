using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Lab.Runtime;

/// <summary>What the runtime must know of a guest; the API layer makes it from the guest's Proxmox configuration.</summary>
public sealed record GuestDefinition
{
    /// <summary>Proxmox's id.</summary>
    public required int Vmid { get; init; }

    /// <summary>A container, or a virtual machine (in the lab: a system container with cloud-init and room for Docker).</summary>
    public required GuestKind Kind { get; init; }

    /// <summary>The host name written into the guest.</summary>
    public required string HostName { get; init; }

    /// <summary>The base image's name, e.g. <c>debian-13</c> or <c>debian-13-cloud</c>.</summary>
    public required string BaseImage { get; init; }

    /// <summary>The interfaces, in order.</summary>
    public ImmutableArray<NetworkInterface> Interfaces { get; init; } = [];

    /// <summary>Resolvers; empty: those of the host.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>Search domain, or null.</summary>
    public string? SearchDomain { get; init; }

    /// <summary>Memory limit.</summary>
    public ByteSize Memory { get; init; } = ByteSize.FromMebibytes(512);

    /// <summary>Cores; 0: all.</summary>
    public int Cores { get; init; }

    /// <summary>Unprivileged containers map root to 100000.</summary>
    public bool Unprivileged { get; init; }

    /// <summary>Nesting is allowed (systemd in containers, Docker).</summary>
    public bool Nesting { get; init; }

    /// <summary>The NoCloud seed of a virtual machine; null for containers.</summary>
    public CloudInitSeed? CloudInit { get; init; }
}

/// <summary>A NoCloud seed: the three files cloud-init reads.</summary>
public sealed record CloudInitSeed(string UserData, string MetaData, string NetworkConfig);

/// <summary>One interface of a guest.</summary>
public sealed record NetworkInterface
{
    /// <summary>The key's number: 0 for <c>net0</c>.</summary>
    public required int Index { get; init; }

    /// <summary>The name inside the guest, e.g. <c>eth0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The bridge of the node.</summary>
    public required string Bridge { get; init; }

    /// <summary>MAC address, as configured.</summary>
    public required string HardwareAddress { get; init; }

    /// <summary>IPv4 address with prefix (<c>10.0.0.10/24</c>), <c>dhcp</c>, <c>manual</c> or null.</summary>
    public string? Address { get; init; }

    /// <summary>IPv4 default gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>IPv6 address with prefix, or null.</summary>
    public string? Address6 { get; init; }

    /// <summary>IPv6 default gateway.</summary>
    public string? Gateway6 { get; init; }

    /// <summary><c>firewall=1</c>.</summary>
    public bool Firewall { get; init; }

    /// <summary><c>link_down=1</c>.</summary>
    public bool LinkDown { get; init; }
}
