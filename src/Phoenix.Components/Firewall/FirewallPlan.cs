using System.Collections.Immutable;
using System.Net;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>
/// The whole firewall of a platform, derived from its flows alone: what no flow needs is closed, guest to guest included. The host's own
/// outgoing traffic stays open (its policy would also stop its DNS and its updates); answers need no rule anywhere.
/// </summary>
public sealed record FirewallPlan
{
    /// <summary>Sets at the cluster's level that rules refer to.</summary>
    public required ImmutableArray<FirewallSet> Sets { get; init; }

    /// <summary>Who may manage the node: its subnet without the platform's guests. Written before the firewall is switched on.</summary>
    public required FirewallSet Management { get; init; }

    /// <summary>What may reach the node itself.</summary>
    public required ImmutableArray<FirewallRule> Node { get; init; }

    /// <summary>Every guest's part, in the platform's order.</summary>
    public required ImmutableArray<GuestFirewall> Guests { get; init; }

    /// <summary>How many rules there are at all levels.</summary>
    public int RuleCount => Node.Length + Guests.Sum(guest => guest.Rules.Length);

    /// <summary>The firewall that follows from a platform.</summary>
    public static FirewallPlan For(Platform platform) => For(platform, Flows.For(platform));

    /// <summary>The firewall that lets through exactly these flows.</summary>
    public static FirewallPlan For(Platform platform, ImmutableArray<Flow> flows)
    {
        var rules = new FlowRules(platform, flows);
        var guests = platform.Guests.Select(guest => guest.Address).ToImmutableArray();
        return new()
        {
            Sets =
            [
                new(FirewallNames.Guests(platform), "all guests of the platform", [.. guests.Select(Entry)]),
                // Two halves, since a set takes no prefix of 0.
                new(
                    FirewallNames.Outside(platform),
                    "everything outside the platform",
                    [new("0.0.0.0/1"), new("128.0.0.0/1"), Except(platform.Network.Host), .. guests.Select(Except)]
                ),
            ],
            Management = new(
                FirewallNames.Management,
                "who may manage the node",
                [new($"{platform.Network.Subnet}"), .. guests.Select(Except)]
            ),
            Node = rules.ForNode(),
            Guests = [.. platform.Guests.Select(guest => new GuestFirewall(guest, rules.ForGuest(guest)))],
        };
    }

    private static FirewallSetEntry Entry(IPAddress address) => new($"{address}");

    private static FirewallSetEntry Except(IPAddress address) => new($"{address}", Except: true);
}
