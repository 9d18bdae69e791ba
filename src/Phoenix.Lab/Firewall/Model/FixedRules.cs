using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Lab.Firewall;

/// <summary>Rules that Proxmox puts into its chains by itself, whatever the files say beyond switches.</summary>
internal sealed class FixedRules(FirewallNode node)
{
    private static readonly AddressSet Multicast4 = AddressSet.Of(IPNetwork.Parse("224.0.0.0/4"));

    private static readonly AddressSet Multicast6 = AddressSet.Of(IPNetwork.Parse("ff00::/8"));

    private AddressSet Broadcasts { get; } = AddressSet.LimitedBroadcast.Union(AddressSet.Of(DirectedBroadcast(node.LocalNetwork)));

    /// <summary>Neighbours and routers of IPv6, by the types of ICMPv6 given.</summary>
    public static IEnumerable<ChainRule> Neighbours(params ReadOnlySpan<int> types)
    {
        var rules = new List<ChainRule>();
        foreach (var type in types)
        {
            rules.Add(new(IcmpV6(type), ChainAction.Accept));
        }

        return rules;
    }

    public static Match IcmpV6(int type) =>
        new()
        {
            Family = AddressFamily.IPv6,
            Protocol = ProtocolNames.IcmpV6,
            Icmp = new(type),
        };

    /// <summary>A datagram between the two ports of DHCP, by family.</summary>
    public static ChainRule Dhcp(AddressFamily family, int from, int to) =>
        new(
            new()
            {
                Family = family,
                Protocol = ProtocolNames.Udp,
                SourcePorts = PortSet.Of(from),
                DestinationPorts = PortSet.Of(to),
            },
            ChainAction.Accept
        );

    /// <summary>Broadcast and multicast sources (nosmurfs).</summary>
    public ChainRule Smurfs => new(new() { Source = Broadcasts.Union(Multicast4) }, ChainAction.Drop);

    /// <summary>Combinations of flags that no stack sends (tcpflags).</summary>
    public static ImmutableArray<ChainRule> OddFlags { get; } =
    [
        Odd(TcpFlagTest.All, TcpFlags.Fin | TcpFlags.Psh | TcpFlags.Urg),
        Odd(TcpFlagTest.All, TcpFlags.None),
        Odd(TcpFlags.Syn | TcpFlags.Rst, TcpFlags.Syn | TcpFlags.Rst),
        Odd(TcpFlags.Fin | TcpFlags.Syn, TcpFlags.Fin | TcpFlags.Syn),
    ];

    /// <summary>What a policy does at the end of a chain: more than its name (PVEFW-Drop, PVEFW-Reject).</summary>
    public ImmutableArray<ChainRule> Policy(string policy) =>
        policy switch
        {
            "ACCEPT" => [new(Match.Everything, ChainAction.Accept)],
            "REJECT" =>
            [
                .. BeforePolicy,
                new(new() { Protocol = ProtocolNames.Udp, DestinationPorts = PortSet.Of(1900) }, ChainAction.Drop),
                new(new() { Protocol = ProtocolNames.Tcp, Flags = NotSyn }, ChainAction.Drop),
                new(new() { Protocol = ProtocolNames.Udp, SourcePorts = PortSet.Of(53) }, ChainAction.Drop),
                new(Match.Everything, ChainAction.Reject),
            ],
            _ => [.. BeforePolicy, new(Match.Everything, ChainAction.Drop)],
        };

    /// <summary>How REJECT answers, by where it is said: which answers reach the sender was measured (section 6 of the facts).</summary>
    public ImmutableArray<Chain> RejectChains =>
        [
            Reject(
                "reject-guest-in",
                // The reset is lost in the bridge of the sending guest, where it is a packet of no connection.
                new(new() { Protocol = ProtocolNames.Tcp, FromFirewalledPort = true }, ChainAction.Drop),
                Tcp,
                new(new() { Protocol = ProtocolNames.Udp }, ChainAction.PortUnreachable),
                new(Match.Everything, ChainAction.Prohibited)
            ),
            Reject("reject-guest-out", Tcp, new(Match.Everything, ChainAction.Drop)),
            Reject(
                "reject-host-in",
                Tcp,
                new(new() { Protocol = ProtocolNames.Udp }, ChainAction.PortUnreachable),
                new(Match.Everything, ChainAction.Prohibited)
            ),
            Reject("reject-host-out", Tcp, new(Match.Everything, ChainAction.Drop)),
        ];

    private static ChainRule Tcp => new(new() { Protocol = ProtocolNames.Tcp }, ChainAction.Reset);

    private static TcpFlagTest NotSyn { get; } =
        new(TcpFlags.Fin | TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Ack, TcpFlags.Syn, Negated: true);

    private ImmutableArray<ChainRule> BeforePolicy =>
        [
            new(
                new()
                {
                    Family = AddressFamily.IPv6,
                    Protocol = ProtocolNames.Tcp,
                    DestinationPorts = PortSet.Of(43),
                },
                ChainAction.Reject
            ),
            new(new() { Destination = Broadcasts.Union(Multicast4).Union(Multicast6) }, ChainAction.Drop),
            IcmpError(3, 4),
            IcmpError(11),
            new(IcmpV6(1), ChainAction.Accept),
            new(IcmpV6(3), ChainAction.Accept),
            new(IcmpV6(2), ChainAction.Accept),
            new(new() { State = ConnectionState.Invalid }, ChainAction.Drop),
        ];

    private Chain Reject(string name, params ReadOnlySpan<ChainRule> answers) =>
        new(
            name,
            [
                new(new() { Destination = Broadcasts }, ChainAction.Drop),
                new(new() { Source = Multicast4 }, ChainAction.Drop),
                new(new() { Protocol = ProtocolNames.Icmp }, ChainAction.Drop),
                new(new() { Protocol = ProtocolNames.IcmpV6 }, ChainAction.Drop),
                .. answers,
            ],
            name
        );

    private static ChainRule Odd(TcpFlags mask, TcpFlags value) =>
        new(new() { Protocol = ProtocolNames.Tcp, Flags = new(mask, value) }, ChainAction.Drop);

    private static ChainRule IcmpError(int type, int? code = null) =>
        new(
            new()
            {
                Family = AddressFamily.IPv4,
                Protocol = ProtocolNames.Icmp,
                Icmp = new(type, code),
            },
            ChainAction.Accept
        );

    private static IPAddress DirectedBroadcast(IPNetwork network) =>
        AddressRange.FamilyOf(network.BaseAddress) == AddressFamily.IPv4
            ? AddressRange.Address(AddressRange.Of(network).Last, AddressFamily.IPv4)
            : IPAddress.Broadcast;
}
