using System.Collections.Immutable;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>Makes rules of flows. A flow between two guests needs one at either end; each names the other end, so that nothing opens wider than the flow is.</summary>
internal sealed class FlowRules(Platform platform, ImmutableArray<Flow> flows)
{
    /// <summary>What comes in at the node, in the flows' order.</summary>
    public ImmutableArray<FirewallRule> ForNode() => [.. flows.Where(flow => flow.To is FlowEnd.Host).SelectMany(In)];

    /// <summary>What a guest may receive and send, in the flows' order.</summary>
    public ImmutableArray<FirewallRule> ForGuest(Guest guest) =>
        [
            .. flows
                .Where(flow => flow.To != flow.From)
                .SelectMany(flow => ForGuest(flow, guest))
                // What is needed for several reasons is one rule, with the first of them.
                .DistinctBy(rule => rule with { Comment = null }),
        ];

    private IEnumerable<FirewallRule> ForGuest(Flow flow, Guest guest) =>
        [
            .. Includes(flow.To, guest) ? In(flow) : [],
            .. Includes(flow.From, guest) && flow.To != new FlowEnd.OfGuest(guest.Name) ? Out(flow) : [],
        ];

    // A network may hold guests, too: what comes from it has to be let out of them.
    private static bool Includes(FlowEnd end, Guest guest) =>
        end switch
        {
            FlowEnd.AllGuests => true,
            FlowEnd.OfGuest one => one.Name == guest.Name,
            FlowEnd.OfNetwork network => network.Network.Contains(guest.Address),
            _ => false,
        };

    private IEnumerable<FirewallRule> In(Flow flow) =>
        flow.From is FlowEnd.Host && flow.To is FlowEnd.Host
            ? []
            : [Rule(flow, FirewallRuleType.In) with { Source = AddressOf(flow.From) }];

    private IEnumerable<FirewallRule> Out(Flow flow) => [Rule(flow, FirewallRuleType.Out) with { Destination = AddressOf(flow.To) }];

    private FirewallRule Rule(Flow flow, FirewallRuleType type) =>
        new()
        {
            Type = type,
            Action = "ACCEPT",
            Protocol = flow.Protocol == TransportProtocol.Tcp ? "tcp" : "udp",
            DestinationPort = $"{flow.Port}",
            Comment = FirewallNames.Comment(platform, flow.Why),
        };

    private string AddressOf(FlowEnd end) =>
        end switch
        {
            FlowEnd.OfGuest guest => $"{platform.GuestNamed(guest.Name).Address}",
            FlowEnd.Host => $"{platform.Network.Host}",
            FlowEnd.AllGuests => $"+dc/{FirewallNames.Guests(platform)}",
            FlowEnd.Outside => $"+dc/{FirewallNames.Outside(platform)}",
            // Everywhere is two halves here, too.
            FlowEnd.OfNetwork { Network.PrefixLength: 0 } => "0.0.0.0/1,128.0.0.0/1",
            FlowEnd.OfNetwork network => $"{network.Network}",
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "no address"),
        };
}
