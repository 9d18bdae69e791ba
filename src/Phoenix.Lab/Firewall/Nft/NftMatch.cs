using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>Renders a match in nftables' words. It may take two lines, one for each IP version, or none when nothing can match.</summary>
internal static class NftMatch
{
    public static IEnumerable<string> Render(Match match, string interfaceKey)
    {
        var rest = string.Concat(Conditions(match, interfaceKey).Select(condition => condition + " "));
        return match is { Family: null, Source: null, Destination: null }
            ? [rest]
            : Families(match).Select(family => Addresses(match, family) + rest);
    }

    private static IEnumerable<AddressFamily> Families(Match match) =>
        new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
            .Where(family => match.Family is null || match.Family == family)
            .Where(family => match.Source is null || !match.Source.Ranges(family).IsEmpty)
            .Where(family => match.Destination is null || !match.Destination.Ranges(family).IsEmpty);

    private static string Addresses(Match match, AddressFamily family)
    {
        var header = family == AddressFamily.IPv4 ? "ip" : "ip6";
        var source = Of(match.Source, $"{header} saddr", family);
        var destination = Of(match.Destination, $"{header} daddr", family);
        return source.Length + destination.Length > 0
            ? source + destination
            : $"meta nfproto {(family == AddressFamily.IPv4 ? "ipv4" : "ipv6")} ";
    }

    private static string Of(AddressSet? set, string key, AddressFamily family) =>
        set is null || IsWhole(set.Ranges(family), family) ? "" : $"{key} {Elements(set, family)} ";

    private static bool IsWhole(ImmutableArray<AddressRange> ranges, AddressFamily family) =>
        ranges is [var only] && only.First == 0 && only.Last == AddressRange.Highest(family);

    public static string Elements(AddressSet set, AddressFamily family) =>
        Braced(
            set.Ranges(family)
                .Select(range =>
                    range.First == range.Last
                        ? $"{AddressRange.Address(range.First, family)}"
                        : $"{AddressRange.Address(range.First, family)}-{AddressRange.Address(range.Last, family)}"
                )
        );

    private static IEnumerable<string> Conditions(Match match, string interfaceKey)
    {
        if (match.OtherInterface is { } name)
        {
            yield return $"{interfaceKey} \"{Nft.Name(name)}\"";
        }

        if (match.FromFirewalledPort)
        {
            yield return $"meta mark & {PacketMark.Hex(PacketMark.SenderMask)} != 0";
        }

        if (match.State is { } state)
        {
            yield return $"ct state {(state == ConnectionState.Established ? "established,related" : state.ToString().ToLowerInvariant())}";
        }

        if (match.MacOtherThan is { } mac)
        {
            yield return $"ether saddr != {Nft.Mac(mac)}";
        }

        if (match.Protocol is { } protocol)
        {
            yield return $"meta l4proto {protocol}";
        }

        if (match.SourcePorts is { } from)
        {
            yield return $"th sport {Ports(from)}";
        }

        if (match.DestinationPorts is { } to)
        {
            yield return $"th dport {Ports(to)}";
        }

        if (match.Icmp is { } icmp)
        {
            var header = match.Protocol == ProtocolNames.IcmpV6 ? "icmpv6" : "icmp";
            yield return $"{header} type {icmp.Type}" + (icmp.Code is { } code ? $" {header} code {code}" : "");
        }

        if (match.Flags is { } flags)
        {
            yield return $"tcp flags & 0x{(int)flags.Mask:x2} {(flags.Negated ? "!=" : "==")} 0x{(int)flags.Value:x2}";
        }
    }

    private static string Ports(PortSet ports) =>
        Braced(
            // Runs that overlap are an error to nftables and none to a rule.
            AddressSetOf(ports).Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}")
        );

    private static ImmutableArray<AddressRange> AddressSetOf(PortSet ports) =>
        ports
            .Ranges.Aggregate(
                AddressSet.Empty,
                (set, range) => set.Union(AddressSet.Of(AddressFamily.IPv4, new((UInt128)range.First, (UInt128)range.Last)))
            )
            .V4;

    private static string Braced(IEnumerable<string> elements) => $"{{ {string.Join(", ", elements)} }}";
}
