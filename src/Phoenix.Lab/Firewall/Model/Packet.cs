using System.Net;

namespace Phoenix.Lab.Firewall;

/// <summary>Where a packet comes from or goes to.</summary>
public abstract record PacketEnd
{
    private PacketEnd() { }

    /// <summary>The node itself.</summary>
    public sealed record Host : PacketEnd;

    /// <summary>An interface of a guest.</summary>
    public sealed record OfGuest(int Vmid, int Interface = 0) : PacketEnd;

    /// <summary>The world beyond the node's bridge.</summary>
    public sealed record Outside : PacketEnd;
}

/// <summary>What connection tracking says of a packet.</summary>
public enum ConnectionState
{
    /// <summary>The first of a connection, also a lone ACK (tracking picks up connections in the middle).</summary>
    New,

    /// <summary>Belongs to a connection, or is an error about one.</summary>
    Established,

    /// <summary>Belongs to nothing and cannot begin anything.</summary>
    Invalid,
}

/// <summary>Flags of TCP, numbered as in its header (RFC 9293).</summary>
[Flags]
public enum TcpFlags
{
    /// <summary>None at all.</summary>
    None = 0,

    /// <summary>FIN.</summary>
    Fin = 1,

    /// <summary>SYN.</summary>
    Syn = 2,

    /// <summary>RST.</summary>
    Rst = 4,

    /// <summary>PSH.</summary>
    Psh = 8,

    /// <summary>ACK.</summary>
    Ack = 16,

    /// <summary>URG.</summary>
    Urg = 32,
}

/// <summary>A packet for <see cref="FirewallModel.Decide"/>.</summary>
/// <param name="From">Who sends it (the true sender, whatever its addresses say).</param>
/// <param name="To">Whom it is for.</param>
public sealed record Packet(PacketEnd From, PacketEnd To)
{
    /// <summary>Ethertype of IPv4.</summary>
    public const int IPv4 = 0x0800;

    /// <summary>Ethertype of ARP.</summary>
    public const int Arp = 0x0806;

    /// <summary>The frame's ethertype; for IPv6 follows from the addresses and need not be set.</summary>
    public int EtherType { get; init; } = IPv4;

    /// <summary>Source address; of an ARP packet: the sender's address inside.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>Destination address.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>IP protocol number.</summary>
    public int Protocol { get; init; }

    /// <summary>Source port, 0 when the protocol has none.</summary>
    public int SourcePort { get; init; } = 40000;

    /// <summary>Destination port, 0 when the protocol has none.</summary>
    public int DestinationPort { get; init; }

    /// <summary>Type of ICMP.</summary>
    public int IcmpType { get; init; }

    /// <summary>Code of ICMP.</summary>
    public int IcmpCode { get; init; }

    /// <summary>Flags of TCP.</summary>
    public TcpFlags Flags { get; init; } = TcpFlags.Syn;

    /// <summary>Source MAC of the frame; null: the sender's own.</summary>
    public string? SourceMac { get; init; }

    /// <summary>What connection tracking says.</summary>
    public ConnectionState State { get; init; } = ConnectionState.New;

    /// <summary>The IP version of the addresses.</summary>
    public AddressFamily Family => AddressRange.FamilyOf(Source);
}
