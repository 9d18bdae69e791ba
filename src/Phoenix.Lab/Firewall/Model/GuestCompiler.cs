using System.Collections.Immutable;
using System.Net;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Firewall;

/// <summary>Makes the chains of one interface of a guest, in the order of the real node's chains (section 1 of the facts).</summary>
internal sealed class GuestCompiler(FixedRules always, FirewallConfig cluster, FirewallConfig host)
{
    private const int RouterSolicitation = 133;
    private const int RouterAdvertisement = 134;
    private const int NeighbourSolicitation = 135;
    private const int NeighbourAdvertisement = 136;

    public GuestPort Compile(GuestDefinition guest, NetworkInterface port, string portName, FirewallConfig config)
    {
        var enabled = config.IsOn("enable");
        var rules = new RuleCompiler(new(cluster, config), name => name == $"net{port.Index}" ? InterfaceMatch.Any : InterfaceMatch.Never);
        var filter = enabled ? IpFilter(guest, port, config) : null;
        var arp = enabled && !cluster.IsOff("ebtables");
        return new()
        {
            Vmid = guest.Vmid,
            Index = port.Index,
            Name = portName,
            Addresses = OwnAddresses(port),
            In = new($"{portName}-in", [.. Prelude(), .. enabled ? In(config, rules) : []], "reject-guest-in"),
            Out = new($"{portName}-out", [.. enabled ? Out(config, rules, port, filter) : []], "reject-guest-out"),
            FrameMac = arp && !config.IsOff("macfilter") ? port.HardwareAddress : null,
            ArpSources = arp ? ArpSources(guest, port, config) : [],
        };
    }

    /// <summary>What every interface with <c>firewall=1</c> gets, also that of a guest without rules.</summary>
    private IEnumerable<ChainRule> Prelude() =>
        [
            .. new FirewallScope(cluster).Set("blacklist") is { } black
                ? [new ChainRule(new() { Source = black }, ChainAction.Drop)]
                : ImmutableArray<ChainRule>.Empty,
            .. host.IsOff("nosmurfs") ? [] : ImmutableArray.Create(always.Smurfs),
            .. host.IsOn("tcpflags") ? FixedRules.OddFlags : [],
        ];

    private IEnumerable<ChainRule> In(FirewallConfig config, RuleCompiler rules) =>
        [
            .. config.IsOff("dhcp")
                ? []
                : ImmutableArray.Create(FixedRules.Dhcp(AddressFamily.IPv4, 67, 68), FixedRules.Dhcp(AddressFamily.IPv6, 547, 546)),
            .. config.IsOff("ndp")
                ? []
                : FixedRules.Neighbours(RouterSolicitation, RouterAdvertisement, NeighbourSolicitation, NeighbourAdvertisement),
            .. rules.Compile(config.Rules, RuleDirection.In),
            .. always.Policy(config.Policy("policy_in", "DROP")),
        ];

    /// <summary>DHCP stands before both filters: it passes with a foreign MAC and a foreign address, as on the real node.</summary>
    private IEnumerable<ChainRule> Out(FirewallConfig config, RuleCompiler rules, NetworkInterface port, AddressSet? filter) =>
        [
            .. config.IsOff("dhcp")
                ? []
                : ImmutableArray.Create(FixedRules.Dhcp(AddressFamily.IPv4, 68, 67), FixedRules.Dhcp(AddressFamily.IPv6, 546, 547)),
            .. config.IsOff("macfilter")
                ? []
                : ImmutableArray.Create(new ChainRule(new() { MacOtherThan = port.HardwareAddress }, ChainAction.Drop)),
            .. config.IsOn("radv") ? [] : ImmutableArray.Create(new ChainRule(FixedRules.IcmpV6(RouterAdvertisement), ChainAction.Drop)),
            .. filter is null ? [] : ImmutableArray.Create(new ChainRule(new() { Source = filter.Complement() }, ChainAction.Drop)),
            .. config.IsOff("ndp") ? [] : FixedRules.Neighbours(RouterSolicitation, NeighbourSolicitation, NeighbourAdvertisement),
            .. config.IsOff("ndp") || !config.IsOn("radv") ? [] : FixedRules.Neighbours(RouterAdvertisement),
            .. rules.Compile(config.Rules, RuleDirection.Out),
            .. always.Policy(config.Policy("policy_out", "ACCEPT")),
        ];

    /// <summary>The sources an interface may use, when the option or a set switches the filter on; else null.</summary>
    private AddressSet? IpFilter(GuestDefinition guest, NetworkInterface port, FirewallConfig config)
    {
        var key = $"ipfilter-net{port.Index}";
        if (!config.IsOn("ipfilter") && !config.Sets.ContainsKey(key))
        {
            return null;
        }

        // Of virtual machines Proxmox does not know the addresses: only the set and the link-local count.
        ImmutableArray<string> own = guest.Kind == GuestKind.Container ? [.. Static(port).Select(address => address.ToString())] : [];
        return new FirewallScope(cluster, config).Resolve([
            .. config.Sets.GetValueOrDefault(key, []),
            .. own,
            "!fe80::/10",
            LinkLocal(port.HardwareAddress).ToString(),
        ]);
    }

    /// <summary>ARP knows the entries of the set, and the interface's own address only with the option (a trap of the real node, kept).</summary>
    private ImmutableArray<IPAddress> ArpSources(GuestDefinition guest, NetworkInterface port, FirewallConfig config)
    {
        var entries = config.Sets.GetValueOrDefault($"ipfilter-net{port.Index}", []);
        var own = config.IsOn("ipfilter") && guest.Kind == GuestKind.Container ? Static(port) : [];
        return
        [
            .. entries
                .Select(AddressText.Network)
                .OfType<IPNetwork>()
                .Select(network => network.BaseAddress)
                .Concat(own)
                .Where(address => AddressRange.FamilyOf(address) == AddressFamily.IPv4),
        ];
    }

    private static AddressSet OwnAddresses(NetworkInterface port) => AddressSet.Of([.. Static(port), LinkLocal(port.HardwareAddress)]);

    private static ImmutableArray<IPAddress> Static(NetworkInterface port) =>
        [.. new[] { port.Address, port.Address6 }.Select(AddressOf).OfType<IPAddress>()];

    private static IPAddress? AddressOf(string? text) =>
        text is not null && IPAddress.TryParse(text.Split('/')[0], out var address) && text.Contains('/', StringComparison.Ordinal)
            ? address
            : null;

    /// <summary>The link-local address that follows from a MAC (RFC 4291, appendix A).</summary>
    private static IPAddress LinkLocal(string hardwareAddress)
    {
        var mac = Convert.FromHexString(hardwareAddress.Replace(":", "", StringComparison.Ordinal));
        return new([0xfe, 0x80, 0, 0, 0, 0, 0, 0, (byte)(mac[0] ^ 2), mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]]);
    }
}
