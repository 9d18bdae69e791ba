using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Addresses: PHX12xx.</summary>
internal static class NetworkErrors
{
    public static readonly ErrorCode NotAnAddress = new(
        "PHX1201",
        "Not an IPv4 address",
        "An address is four numbers from 0 to 255 with dots between them, without leading zeros.",
        "Write the address that way."
    );

    public static readonly ErrorCode NotASubnet = new(
        "PHX1202",
        "Not an IPv4 network",
        "A network is an address, a slash and the number of leading bits, such as 10.0.0.0/24.",
        "Write the network that way."
    );

    public static readonly ErrorCode HostBits = new(
        "PHX1203",
        "A network has host bits set",
        "The address of a network ends in zeros beyond its prefix, so either the address or the prefix is not what was meant.",
        "Write the network that is suggested, or correct the prefix."
    );

    public static readonly ErrorCode OutsideSubnet = new(
        "PHX1204",
        "An address is outside the subnet",
        "All guests, the host and the gateway are in the platform's one subnet.",
        "Take an address in the subnet."
    );

    public static readonly ErrorCode AddressTaken = new(
        "PHX1205",
        "An address is taken",
        "The address is the network's own, its broadcast address, the host's or the gateway's.",
        "Take another address."
    );

    public static readonly ErrorCode SubnetSize = new(
        "PHX1206",
        "The subnet is too small or too large",
        "A platform needs room for the host, the gateway and its guests; a prefix from 8 to 29 has it.",
        "Take a prefix from 8 to 29."
    );

    public static readonly ErrorCode NotABridge = new(
        "PHX1207",
        "Not a bridge",
        "The name of a Linux network interface has at most 15 characters; a bridge of Proxmox is called vmbr0 or the like.",
        "Write the name that `ip link` shows on the node."
    );

    public static readonly ErrorCode ReservedSubnet = new(
        "PHX1208",
        "The subnet is not one for hosts",
        "0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and everything from 224.0.0.0 have a meaning of their own (RFC 6890): this network, loopback, link-local, multicast and reserved.",
        "Take a private network, such as 10.0.0.0/24 or 192.168.7.0/24."
    );

    public static readonly ErrorCode NotAResolver = new(
        "PHX1209",
        "Not the address of a resolver",
        "Names outside the platform are forwarded to resolvers: hosts other than the platform's own, which would ask itself without end. Each stands there once.",
        "Write the address of another resolver, or remove it."
    );

    public static ImmutableArray<ErrorCode> All { get; } =
    [NotAnAddress, NotASubnet, HostBits, OutsideSubnet, AddressTaken, SubnetSize, NotABridge, ReservedSubnet, NotAResolver];
}
