using System.Collections.Frozen;

namespace Phoenix.Lab.Firewall;

/// <summary>Numbers of IP protocols by the names that rules use.</summary>
internal static class ProtocolNames
{
    public const int Icmp = 1;
    public const int Igmp = 2;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int IcmpV6 = 58;

    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["icmp"] = Icmp,
        ["igmp"] = Igmp,
        ["ipencap"] = 4,
        ["tcp"] = Tcp,
        ["egp"] = 8,
        ["igp"] = 9,
        ["udp"] = Udp,
        ["dccp"] = 33,
        ["ipv6"] = 41,
        ["rsvp"] = 46,
        ["gre"] = 47,
        ["esp"] = 50,
        ["ah"] = 51,
        ["icmpv6"] = IcmpV6,
        ["ipv6-icmp"] = IcmpV6,
        ["ospf"] = 89,
        ["ipip"] = 94,
        ["pim"] = 103,
        ["vrrp"] = 112,
        ["l2tp"] = 115,
        ["sctp"] = 132,
        ["udplite"] = 136,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static int? NumberOf(string name) =>
        Numbers.TryGetValue(name, out var number) ? number
        : name.Length <= 3 && int.TryParse(name, out number) && number is >= 0 and <= 255 ? number
        : null;

    /// <summary>The protocol has ports (and multiport works with it).</summary>
    public static bool HasPorts(int protocol) => protocol is Tcp or Udp or 33 or 132 or 136;
}
