using System.Net;

namespace Phoenix.Lab.Firewall;

/// <summary>Reads addresses as rules, aliases and sets write them.</summary>
internal static class AddressText
{
    /// <summary>An address or a network with its host bits cleared; null for anything else.</summary>
    public static IPNetwork? Network(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address) || !IsPlain(text, address))
        {
            return null;
        }

        var width = AddressRange.FamilyOf(address) == AddressFamily.IPv4 ? 32 : 128;
        var prefix = width;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], out prefix) || prefix < 0 || prefix > width))
        {
            return null;
        }

        var number = AddressRange.Number(address);
        var hostBits = width - prefix;
        var cleared = hostBits == 128 ? 0 : number >> hostBits << hostBits;
        return new IPNetwork(AddressRange.Address(cleared, AddressRange.FamilyOf(address)), prefix);
    }

    /// <summary>A list of addresses, networks and runs (<c>10.0.0.1-10.0.0.9</c>) of one family; null for anything else.</summary>
    public static AddressSet? List(string text)
    {
        var set = AddressSet.Empty;
        foreach (var item in text.Split(','))
        {
            if (Item(item) is not { } next)
            {
                return null;
            }

            set = set.Union(next);
        }

        // iptables has one command for each family: a mixed list is refused.
        return set.V4.IsEmpty || set.V6.IsEmpty ? set : null;
    }

    private static AddressSet? Item(string text)
    {
        var ends = text.Split('-');
        if (ends.Length != 2)
        {
            return Network(text) is { } network ? AddressSet.Of(network) : null;
        }

        return
            IPAddress.TryParse(ends[0], out var first)
            && IPAddress.TryParse(ends[1], out var last)
            && first.AddressFamily == last.AddressFamily
            && AddressRange.Number(first) <= AddressRange.Number(last)
            ? AddressSet.Of(AddressRange.FamilyOf(first), new(AddressRange.Number(first), AddressRange.Number(last)))
            : null;
    }

    // .NET also reads "1" and "0x7f.1" as addresses, and zones.
    private static bool IsPlain(string text, IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? !text.Contains('%', StringComparison.Ordinal)
            : text.Count(character => character == '.') == 3;
}
