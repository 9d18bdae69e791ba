using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>Makes the chains of the node itself: <c>host.fw</c> first, then <c>cluster.fw</c>, then the implicit ports, then the cluster's policy.</summary>
internal sealed class HostCompiler(FixedRules always, FirewallNode node, FirewallConfig cluster, FirewallConfig host)
{
    private readonly RuleCompiler rules = new(
        new(cluster),
        // As netfilter sees it: all traffic that is not lo's comes by the bridge, and never by one of its ports.
        name => name == node.Bridge ? InterfaceMatch.Any : InterfaceMatch.Named(name)
    );

    private readonly FirewallScope scope = new(cluster);

    // An alias of that name replaces the detected network.
    private readonly ImmutableArray<string> localNetwork = [cluster.Aliases.GetValueOrDefault("local_network", $"{node.LocalNetwork}")];

    public Chain In() =>
        new(
            "host-in",
            [
                .. Tracked,
                .. host.IsOff("ndp") ? [] : FixedRules.Neighbours(133, 134, 135, 136),
                .. scope.Set("blacklist") is { } black
                    ? [new ChainRule(new() { Source = black }, ChainAction.Drop)]
                    : ImmutableArray<ChainRule>.Empty,
                .. host.IsOff("nosmurfs") ? [] : ImmutableArray.Create(always.Smurfs),
                .. host.IsOn("tcpflags") ? FixedRules.OddFlags : [],
                Igmp,
                .. Declared(RuleDirection.In),
                .. Management(),
                .. node.CorosyncLinks.Select(link => Corosync(link.Peer, link.Own)),
                .. always.Policy(cluster.Policy("policy_in", "DROP")),
            ],
            "reject-host-in"
        );

    public Chain Out() =>
        new(
            "host-out",
            [
                .. Tracked,
                .. host.IsOff("ndp") ? [] : FixedRules.Neighbours(133, 135, 136),
                Igmp,
                .. Declared(RuleDirection.Out),
                .. ToLocalNetwork(),
                .. node.CorosyncLinks.Select(link => Corosync(link.Own, link.Peer)),
                .. always.Policy(cluster.Policy("policy_out", "ACCEPT")),
            ],
            "reject-host-out"
        );

    private static ImmutableArray<ChainRule> Tracked { get; } =
    [
        new(new() { State = ConnectionState.Invalid }, ChainAction.Drop),
        new(new() { State = ConnectionState.Established }, ChainAction.Accept),
    ];

    private static ChainRule Igmp { get; } = new(new() { Protocol = ProtocolNames.Igmp }, ChainAction.Accept);

    private IEnumerable<ChainRule> Declared(RuleDirection direction) =>
        [.. rules.Compile(host.Rules, direction), .. rules.Compile(cluster.Rules, direction)];

    private IEnumerable<ChainRule> Management()
    {
        // One set, so that an exception in it also takes away from the local network.
        var set = scope.Resolve([.. cluster.Sets.GetValueOrDefault(FirewallScope.Management, []), .. localNetwork]);
        return Ports((8006, 8006), (5900, 5999), (3128, 3128), (22, 22), (60000, 60050))
            .Select(ports => Implicit(new() { Source = set }, ports));
    }

    private IEnumerable<ChainRule> ToLocalNetwork() =>
        Ports((8006, 8006), (22, 22), (5900, 5999), (3128, 3128))
            .Select(ports => Implicit(new() { Destination = scope.Resolve(localNetwork) }, ports));

    private static IEnumerable<PortSet> Ports(params (int First, int Last)[] ranges) =>
        ranges.Select(range => PortSet.Range(range.First, range.Last));

    private static ChainRule Implicit(Match match, PortSet ports) =>
        new(match with { Protocol = ProtocolNames.Tcp, DestinationPorts = ports }, ChainAction.Accept);

    private static ChainRule Corosync(System.Net.IPAddress from, System.Net.IPAddress to) =>
        new(
            new()
            {
                Source = AddressSet.Of(from),
                Destination = AddressSet.Of(to),
                Protocol = ProtocolNames.Udp,
                DestinationPorts = PortSet.Range(5404, 5405),
            },
            ChainAction.Accept
        );
}
