using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology.Language;

/// <summary>The keys of <c>network</c> and <c>network.dns</c>.</summary>
internal static class NetworkKeys
{
    public const string DefaultBridge = "vmbr0";

    public static readonly Key<ImmutableArray<Located<IPAddress>>> Forward = new(
        "forward",
        new ListShape<IPAddress>("a list of addresses", Shapes.Address),
        "Resolvers that names outside the platform are forwarded to."
    )
    {
        Default = "the host's own resolvers",
        Example = "[9.9.9.9, 1.1.1.1]",
    };

    public static readonly Section DnsSection = new("network.dns", "Names: the host answers those of the platform itself.", [Forward]);

    public static readonly Key<string> Bridge = new("bridge", Shapes.Bridge, "The node's bridge.")
    {
        Default = DefaultBridge,
        Example = "vmbr0",
    };

    public static readonly Key<WrittenNetwork> Subnet = new(
        "subnet",
        Shapes.Subnet,
        "The IPv4 network on the bridge, with a prefix from 8 to 29."
    )
    {
        Required = true,
        Example = "10.0.0.0/24",
    };

    public static readonly Key<IPAddress> Host = new(
        "host",
        Shapes.Address,
        "The node's own address in the subnet. Guests and the LAN ask it for names."
    )
    {
        Required = true,
        Example = "10.0.0.13",
    };

    public static readonly Key<IPAddress> Gateway = new(
        "gateway",
        Shapes.Address,
        "The default gateway of the guests; may be the host itself. In the lab it is there of itself."
    )
    {
        Required = true,
        Example = "10.0.0.1",
    };

    public static readonly Key<Fields> Dns = new("dns", DnsSection, "Names.")
    {
        Default = "nothing but the defaults",
        Example = "{ forward: [9.9.9.9] }",
    };

    public static readonly Section Section = new("network", "The platform's one network.", [Bridge, Subnet, Host, Gateway, Dns]);
}
