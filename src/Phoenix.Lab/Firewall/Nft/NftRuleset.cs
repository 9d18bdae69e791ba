using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Lab.Firewall;

/// <summary>
/// Renders a compiled firewall as one transaction of <c>nft -f -</c>: it replaces the two tables that are the firewall's own and touches no
/// other. Addresses and states are matched in the inet family, which sees bridged packets because bridge-nf-call-iptables is on; MACs, ARP and
/// the ports that a frame comes from and goes to are seen in the bridge family.
/// </summary>
public static class NftRuleset
{
    /// <summary>The table of the inet family.</summary>
    public const string Table = "phoenix_fw";

    /// <summary>The table of the bridge family.</summary>
    public const string BridgeTable = "phoenix_fw_l2";

    /// <summary>The whole input of <c>nft -f -</c>; of a firewall that is off it only takes the tables away.</summary>
    public static string Render(FirewallModel model)
    {
        var text = new StringBuilder();
        foreach (var table in new[] { $"inet {Table}", $"bridge {BridgeTable}" })
        {
            // Added first, so that deleting succeeds whether the table was there or not.
            text.Append($"add table {table}\ndelete table {table}\n");
        }

        return model.IsEnabled ? text.Append(Inet(model)).Append(NftBridge.Render(model)).ToString() : text.ToString();
    }

    private static string Inet(FirewallModel model)
    {
        var table = new NftTable($"inet {Table}");
        foreach (var chain in Chains(model))
        {
            table.Chain(chain.Name, chain.Rules.SelectMany(rule => Rule(rule, chain)));
        }

        table.Chain("from-guest", FromGuest(model));
        table.Chain("to-guest", ToGuest(model));
        table.Hook("forward", "forward", 0, [.. Untracked(model, ""), Established, "jump from-guest", "jump to-guest"]);
        table.Hook(
            "input",
            "input",
            0,
            ["iifname \"lo\" accept", Established, "jump from-guest", .. Gateway(model, "daddr", "accept"), .. To(model.HostIn)]
        );
        table.Hook(
            "output",
            "output",
            0,
            ["oifname \"lo\" accept", Established, .. Gateway(model, "saddr", "goto to-guest"), .. To(model.HostOut), "jump to-guest"]
        );
        return table.ToString();
    }

    private const string Established = "ct state established,related accept";

    private static IEnumerable<Chain> Chains(FirewallModel model) =>
        [
            .. model.RejectChains,
            .. new[] { model.HostIn, model.HostOut }.OfType<Chain>(),
            .. model.Ports.SelectMany(port => new[] { port.Out, port.In }),
        ];

    private static IEnumerable<string> To(Chain? chain) => chain is null ? [] : [$"jump {chain.Name}"];

    private static IEnumerable<string> Untracked(FirewallModel model, string condition) =>
        model.AllowsInvalid ? [] : [$"{condition}ct state invalid drop"];

    private static IEnumerable<string> FromGuest(FirewallModel model)
    {
        var sender = $"meta mark & {PacketMark.Hex(PacketMark.SenderMask)}";
        return model.Ports.IsEmpty
            ? []
            :
            [
                .. Untracked(model, $"{sender} != 0 "),
                $"{sender} vmap {{ {Join(model, (port, place) => $"{PacketMark.Hex(PacketMark.Sender(place))} : jump {port.Out.Name}")} }}",
            ];
    }

    /// <summary>Bridged packets carry the port they go to; routed and the host's own are known by their destination.</summary>
    private static IEnumerable<string> ToGuest(FirewallModel model) =>
        model.Ports.IsEmpty
            ? []
            :
            [
                $"meta mark & {PacketMark.Hex(PacketMark.ReceiverMask)} vmap {{ {Join(model, (port, place) => $"{PacketMark.Hex(PacketMark.Receiver(place))} : goto {port.In.Name}")} }}",
                .. model.Ports.SelectMany(port =>
                    NftMatch.Render(new() { Destination = port.Addresses }, "").Select(match => $"{match}goto {port.In.Name}")
                ),
            ];

    private static IEnumerable<string> Gateway(FirewallModel model, string side, string verdict) =>
        model.Node.GatewayAddresses.Select(address =>
            $"{(AddressRange.FamilyOf(address) == AddressFamily.IPv4 ? "ip" : "ip6")} {side} {address} {verdict}"
        );

    private static string Join(FirewallModel model, Func<GuestPort, int, string> element) =>
        string.Join(", ", model.Ports.Select((port, place) => element(port, place)));

    private static IEnumerable<string> Rule(ChainRule rule, Chain chain)
    {
        if (rule.Match.OtherInterface is { } name && !Nft.InterfaceName().IsMatch(name))
        {
            return [];
        }

        var interfaceKey = chain.RejectChain.EndsWith("-out", StringComparison.Ordinal) ? "oifname" : "iifname";
        ImmutableArray<(Match Match, string Verdict)> parts =
            rule.Action == ChainAction.Prohibited
                ?
                [
                    (rule.Match with { Family = AddressFamily.IPv4 }, "reject with icmp type host-prohibited"),
                    (rule.Match with { Family = AddressFamily.IPv6 }, "reject with icmpv6 type admin-prohibited"),
                ]
                : [(rule.Match, Verdict(rule.Action, chain))];
        return parts.SelectMany(part => NftMatch.Render(part.Match, interfaceKey).Select(match => match + part.Verdict));
    }

    private static string Verdict(ChainAction action, Chain chain) =>
        action switch
        {
            // Another chain may still judge the packet.
            ChainAction.Accept => "return",
            ChainAction.Drop => "drop",
            ChainAction.Reject => $"goto {chain.RejectChain}",
            ChainAction.Reset => "reject with tcp reset",
            ChainAction.PortUnreachable => "reject with icmpx type port-unreachable",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "rendered apart"),
        };
}
