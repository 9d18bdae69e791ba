using System.Globalization;
using System.Net;

namespace Phoenix.Topology.Compose;

/// <summary>
/// The short syntax of compose's <c>ports</c>: <c>[[ADDRESS:][PUBLISHED]:]TARGET[/PROTOCOL]</c>, where both ports may be ranges.
/// </summary>
internal static class PortSyntax
{
    /// <summary>Reads one entry. <paramref name="published"/> is null when Docker chooses the port itself.</summary>
    /// <returns>Whether the text is an entry at all.</returns>
    public static bool TryParse(string text, out PublishedPort? published)
    {
        published = null;
        var (rest, protocol) = Protocol(text);
        if (protocol is null)
        {
            return false;
        }

        var (before, target) = Split(rest);
        if (Range(target) is null)
        {
            return false;
        }

        if (before is null)
        {
            return true;
        }

        var (address, port) = Split(before);
        var bound = Address(address);
        if (address is not null && bound is null)
        {
            return false;
        }

        if (port.Length == 0)
        {
            return address is not null;
        }

        if (Range(port) is not var (first, last))
        {
            return false;
        }

        published = new PublishedPort(IsAny(bound) ? null : bound, first, last, protocol.Value);
        return true;
    }

    /// <summary>A port or a range of ports; null when it is neither.</summary>
    public static (int First, int Last)? Range(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var (first, last) = dash < 0 ? (Port(text), Port(text)) : (Port(text[..dash]), Port(text[(dash + 1)..]));
        return first is { } from && last is { } to && from <= to ? (from, to) : null;
    }

    /// <summary>The protocol of that name; null for one that a flow does not know.</summary>
    public static TransportProtocol? ProtocolNamed(string name) =>
        name switch
        {
            "tcp" => TransportProtocol.Tcp,
            "udp" => TransportProtocol.Udp,
            _ => null,
        };

    /// <summary>The address that a port is bound to, also in brackets; null when it is none.</summary>
    public static IPAddress? Address(string? text) => IPAddress.TryParse(text?.Trim('[', ']'), out var address) ? address : null;

    /// <summary>Whether the address stands for all addresses.</summary>
    public static bool IsAny(IPAddress? address) =>
        address is not null && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 ? port : null;

    private static (string Ports, TransportProtocol? Protocol) Protocol(string text) =>
        text.LastIndexOf('/') is var slash and >= 0 ? (text[..slash], ProtocolNamed(text[(slash + 1)..])) : (text, TransportProtocol.Tcp);

    /// <summary>What is before and behind the last colon that is not in brackets.</summary>
    private static (string? Before, string After) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0 || text.EndsWith(']') ? (null, text) : (text[..colon], text[(colon + 1)..]);
    }
}
