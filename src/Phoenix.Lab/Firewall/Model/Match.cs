using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>What a packet must be like; a member left out matches everything. Evaluated by <see cref="Matches"/>, rendered by <see cref="NftMatch"/>: the two must say the same.</summary>
internal sealed record Match
{
    public static readonly Match Everything = new();

    public AddressFamily? Family { get; init; }
    public AddressSet? Source { get; init; }
    public AddressSet? Destination { get; init; }
    public int? Protocol { get; init; }
    public PortSet? SourcePorts { get; init; }
    public PortSet? DestinationPorts { get; init; }
    public IcmpType? Icmp { get; init; }
    public TcpFlagTest? Flags { get; init; }

    /// <summary>The frame's source MAC is another one than this.</summary>
    public string? MacOtherThan { get; init; }

    /// <summary>Connection tracking calls the packet this.</summary>
    public ConnectionState? State { get; init; }

    /// <summary>The sender is a guest's interface with <c>firewall=1</c>.</summary>
    public bool FromFirewalledPort { get; init; }

    /// <summary>An interface of the node that no packet of the bridge's traffic ever shows (a bridge's port, a fwbr): kept so that the rule is rendered as written.</summary>
    public string? OtherInterface { get; init; }

    public bool Matches(Packet packet, bool fromFirewalledPort) =>
        (Family is null || Family == packet.Family)
        && (Source is null || Source.Contains(packet.Source))
        && (Destination is null || Destination.Contains(packet.Destination))
        && (Protocol is null || Protocol == packet.Protocol)
        && (SourcePorts is null || SourcePorts.Contains(packet.SourcePort))
        && (DestinationPorts is null || DestinationPorts.Contains(packet.DestinationPort))
        && (Icmp is not { } icmp || (icmp.Type == packet.IcmpType && (icmp.Code is null || icmp.Code == packet.IcmpCode)))
        && (Flags is null || Flags.Holds(packet.Flags))
        && (
            MacOtherThan is null
            || (packet.SourceMac is not null && !packet.SourceMac.Equals(MacOtherThan, StringComparison.OrdinalIgnoreCase))
        )
        && (State is null || State == packet.State)
        && (!FromFirewalledPort || fromFirewalledPort)
        && OtherInterface is null;
}

/// <summary>Of the flags in <paramref name="Mask"/> exactly <paramref name="Value"/> are set, or, negated, not exactly those.</summary>
internal sealed record TcpFlagTest(TcpFlags Mask, TcpFlags Value, bool Negated = false)
{
    public const TcpFlags All = TcpFlags.Fin | TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Psh | TcpFlags.Ack | TcpFlags.Urg;

    public bool Holds(TcpFlags flags) => ((flags & Mask) == Value) != Negated;
}

/// <summary>What a rule of a chain does with what it matches. Accept leaves the chain; further chains may still drop the packet.</summary>
internal enum ChainAction
{
    Accept,
    Drop,

    /// <summary>Go on in the reject chain of where the packet is.</summary>
    Reject,

    /// <summary>Answer with a TCP reset.</summary>
    Reset,

    /// <summary>Answer with ICMP port-unreachable.</summary>
    PortUnreachable,

    /// <summary>Answer with ICMP administratively prohibited.</summary>
    Prohibited,
}

/// <summary>One rule of a chain: first match wins.</summary>
internal sealed record ChainRule(Match Match, ChainAction Action);

/// <summary>A chain of rules; the end of a chain accepts.</summary>
internal sealed record Chain(string Name, ImmutableArray<ChainRule> Rules, string RejectChain);
