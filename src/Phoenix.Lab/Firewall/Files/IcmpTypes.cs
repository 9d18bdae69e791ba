using System.Collections.Frozen;

namespace Phoenix.Lab.Firewall;

/// <summary>A type of ICMP with a code, or with any code.</summary>
internal sealed record IcmpType(int Type, int? Code = null);

/// <summary>Types of ICMP by the names iptables gives them.</summary>
internal static class IcmpTypes
{
    private static readonly FrozenDictionary<string, IcmpType> V4 = new Dictionary<string, IcmpType>
    {
        ["echo-reply"] = new(0),
        ["pong"] = new(0),
        ["destination-unreachable"] = new(3),
        ["network-unreachable"] = new(3, 0),
        ["host-unreachable"] = new(3, 1),
        ["protocol-unreachable"] = new(3, 2),
        ["port-unreachable"] = new(3, 3),
        ["fragmentation-needed"] = new(3, 4),
        ["source-route-failed"] = new(3, 5),
        ["network-prohibited"] = new(3, 9),
        ["host-prohibited"] = new(3, 10),
        ["communication-prohibited"] = new(3, 13),
        ["source-quench"] = new(4),
        ["redirect"] = new(5),
        ["echo-request"] = new(8),
        ["ping"] = new(8),
        ["router-advertisement"] = new(9),
        ["router-solicitation"] = new(10),
        ["time-exceeded"] = new(11),
        ["ttl-exceeded"] = new(11),
        ["ttl-zero-during-transit"] = new(11, 0),
        ["parameter-problem"] = new(12),
        ["timestamp-request"] = new(13),
        ["timestamp-reply"] = new(14),
        ["address-mask-request"] = new(17),
        ["address-mask-reply"] = new(18),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, IcmpType> V6 = new Dictionary<string, IcmpType>
    {
        ["destination-unreachable"] = new(1),
        ["no-route"] = new(1, 0),
        ["address-unreachable"] = new(1, 3),
        ["port-unreachable"] = new(1, 4),
        ["packet-too-big"] = new(2),
        ["time-exceeded"] = new(3),
        ["ttl-exceeded"] = new(3),
        ["parameter-problem"] = new(4),
        ["echo-request"] = new(128),
        ["ping"] = new(128),
        ["echo-reply"] = new(129),
        ["pong"] = new(129),
        ["router-solicitation"] = new(133),
        ["router-advertisement"] = new(134),
        ["neighbor-solicitation"] = new(135),
        ["neighbour-solicitation"] = new(135),
        ["neighbor-advertisement"] = new(136),
        ["neighbour-advertisement"] = new(136),
        ["redirect"] = new(137),
    }.ToFrozenDictionary();

    public static IcmpType? Named(string name, int protocol) =>
        (protocol == ProtocolNames.IcmpV6 ? V6 : V4).TryGetValue(name, out var type) ? type : null;
}
