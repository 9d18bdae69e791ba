using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The formats of the firewall's parameters.</summary>
internal static partial class FirewallFormats
{
    private const int MostPorts = 15;

    /// <summary>A protocol by name or number.</summary>
    public static string? Protocol(string path, string value) =>
        ProtocolNames.NumberOf(value) is null ? $"unknown protocol '{value}'" : null;

    /// <summary>A list of ports, names and ranges; a range counts as two.</summary>
    public static string? Ports(string path, string value)
    {
        var count = 0;
        foreach (var item in value.Split(','))
        {
            var ends = item.Split(':');
            count += ends.Length;
            if (ends.Length > 2 || ends.Any(static end => PortOf(end) is null))
            {
                return $"invalid port '{item}'";
            }
            if (ends.Length == 2 && PortOf(ends[0]) > PortOf(ends[1]))
            {
                return $"backwards range '{item}' not allowed, did you mean '{ends[1]}:{ends[0]}'?";
            }
        }
        return count > MostPorts ? $"too many entries in port list (> {MostPorts} numbers)" : null;
    }

    /// <summary>A type of ICMP by name.</summary>
    public static string? IcmpType(string path, string value) =>
        IcmpTypes.Named(value, ProtocolNames.Icmp) is null
        && IcmpTypes.Named(value, ProtocolNames.IcmpV6) is null
        && !(byte.TryParse(value, out _) && value.All(char.IsAsciiDigit))
            ? $"invalid icmp-type value '{value}'"
            : null;

    /// <summary>A rule's address: a set, an alias, or a list of addresses, networks and ranges.</summary>
    public static string? RuleAddress(string path, string value) =>
        IsReference(value) ? null : value.Split(',').Select(AddressError).FirstOrDefault(static error => error is not null);

    /// <summary>An address or network; host bits may be set.</summary>
    public static string? AddressOrNetwork(string path, string value)
    {
        var parts = value.Split('/');
        var bits = BitsOf(parts[0]);
        if (
            parts.Length == 2
            && bits > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            && prefix > bits
        )
        {
            return $"Prefix length {prefix} is longer than IP address ({bits})";
        }
        return parts.Length <= 2 && bits > 0 && (parts.Length == 1 || (parts[1].Length > 0 && parts[1].All(char.IsAsciiDigit)))
            ? null
            : "value does not look like a valid IP address or CIDR network";
    }

    /// <summary>An entry of a set: an alias, an address or a network.</summary>
    public static string? SetEntry(string path, string value) => AliasReference.IsMatch(value) ? null : AddressOrNetwork(path, value);

    /// <summary>Whether the value names a set or an alias.</summary>
    public static bool IsReference(string value) => SetReference.IsMatch(value) || AliasReference.IsMatch(value);

    /// <summary>4 or 6 when all addresses of a value are of that version; 0 when it names a set, -1 when they are mixed.</summary>
    public static int VersionOf(string value)
    {
        var versions = value.Split(',').Select(static item => BitsOf(item.Split('/', '-')[0]) == 128 ? 6 : 4).Distinct().ToImmutableArray();
        return IsReference(value) ? 0
            : versions.Length == 1 ? versions[0]
            : -1;
    }

    /// <summary>A network without host bits; a network of one address is the address.</summary>
    public static string Normal(string cidr)
    {
        var parts = cidr.Split('/');
        if (parts.Length == 1 || !IPAddress.TryParse(parts[0], out var address) || !int.TryParse(parts[1], out var prefix))
        {
            return cidr;
        }
        var octets = address.GetAddressBytes();
        for (var bit = prefix; bit < octets.Length * 8; bit++)
        {
            octets[bit / 8] &= (byte)~(1 << (7 - (bit % 8)));
        }
        return prefix == octets.Length * 8 ? parts[0] : $"{new IPAddress(octets)}/{prefix}";
    }

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number <= 65535 ? number : null)
            : ServiceNames.PortOf(text);

    private static string? AddressError(string item)
    {
        if (item.Split('-') is [var first, var last] && BitsOf(first) > 0 && BitsOf(first) == BitsOf(last))
        {
            return null;
        }
        var address = item.Split('/')[0];
        if (BitsOf(address) == 0)
        {
            return $"invalid IP address: {AddressProblem(address)}";
        }
        if (AddressOrNetwork("", item) is { } wrong)
        {
            return $"invalid IP address: {wrong}";
        }
        return
            item.Contains('/', StringComparison.Ordinal)
            && Normal(item).Split('/')[0] != address
            && !IPAddress.Parse(address).Equals(IPAddress.Parse(Normal(item).Split('/')[0]))
            ? $"invalid IP address: Invalid prefix {Binary(address)}/{item.Split('/')[1]}"
            : null;
    }

    private static string AddressProblem(string address)
    {
        if (!address.All(static character => char.IsAsciiDigit(character) || character is '.'))
        {
            return $"Invalid chars in IP {address}";
        }
        var quad = address.Split('.').FirstOrDefault(static part => !byte.TryParse(part, out _));
        return quad is null ? $"Invalid number of quads in IP address {address}" : $"Invalid quad in IP address {address} - {quad}";
    }

    private static string Binary(string address) =>
        string.Concat(IPAddress.Parse(address).GetAddressBytes().Select(static octet => Convert.ToString(octet, 2).PadLeft(8, '0')));

    private static int BitsOf(string address) =>
        Formats.IsIPv4(address) ? 32
        : Formats.IsIPv6(address) ? 128
        : 0;

    [GeneratedRegex(@"^\+((dc|guest|sdn)/)?[A-Za-z][A-Za-z0-9_-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SetReference { get; }

    [GeneratedRegex(@"^((dc|guest)/)?[A-Za-z][A-Za-z0-9_-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AliasReference { get; }
}
