using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Phoenix.Lab.Api.Parameters;

/// <summary>The named formats of the API's parameters. Each returns the real node's words, or null when the value is good.</summary>
internal static partial class Formats
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\n', '\0'];

    /// <summary>The items of a list in one text: comma, semicolon, blank and NUL separate.</summary>
    public static string[] Items(string list) => list.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A list whose items each have a format.</summary>
    public static ValueFormat ListOf(ValueFormat item) =>
        (path, value) => Items(value).Select(entry => item(path, entry)).FirstOrDefault(static error => error is not null);

    /// <summary>A guest's id, 100 to 999999999.</summary>
    public static string? Vmid(string path, string value) => VmidPattern.IsMatch(value) ? null : "value does not look like a valid VM ID";

    /// <summary>A node's name.</summary>
    public static string? Node(string path, string value) =>
        NodePattern.IsMatch(value) ? null : "value does not look like a valid node name";

    /// <summary>A host name, perhaps with a domain.</summary>
    public static string? DnsName(string path, string value) =>
        DnsPattern.IsMatch(value) ? null : "value does not look like a valid DNS name";

    /// <summary>An address of either version.</summary>
    public static string? Address(string path, string value) =>
        IsIPv4(value) || IsIPv6(value) ? null : "value does not look like a valid IP address";

    /// <summary>An IPv4 address.</summary>
    public static string? IPv4(string path, string value) => IsIPv4(value) ? null : "value does not look like a valid IPv4 address";

    /// <summary>An IPv6 address.</summary>
    public static string? IPv6(string path, string value) => IsIPv6(value) ? null : "value does not look like a valid IPv6 address";

    /// <summary>An IPv4 address with prefix, or a way to get one.</summary>
    public static string? IPv4Configuration(string path, string value) =>
        value is "dhcp" or "manual" || (Cidr(value, 32) is { } address && IsIPv4(address))
            ? null
            : "value does not look like a valid ipv4 network configuration";

    /// <summary>An IPv6 address with prefix, or a way to get one.</summary>
    public static string? IPv6Configuration(string path, string value) =>
        value is "auto" or "dhcp" or "manual" || (Cidr(value, 128) is { } address && IsIPv6(address))
            ? null
            : "value does not look like a valid ipv6 network configuration";

    /// <summary>A unicast MAC address.</summary>
    public static string? MacAddress(string path, string value) =>
        MacPattern.IsMatch(value) ? null : "value does not look like a valid unicast MAC address";

    /// <summary>A tag.</summary>
    public static string? Tag(string path, string value) => TagPattern.IsMatch(value) ? null : "invalid characters in tag";

    /// <summary>An interface of the node.</summary>
    public static string? Bridge(string path, string value) =>
        BridgePattern.IsMatch(value) ? null : $"invalid network interface name '{value}'";

    /// <summary>A storage's name.</summary>
    public static string? StorageId(string path, string value) =>
        StoragePattern.IsMatch(value) ? null : $"storage ID '{value}' contains illegal characters";

    /// <summary>The name of a snapshot or of another part of a configuration.</summary>
    public static string? ConfigId(string path, string value) =>
        ConfigIdPattern.IsMatch(value) ? null : $"invalid configuration ID '{value}'";

    /// <summary>The name of a pool, perhaps nested.</summary>
    public static string? PoolId(string path, string value) =>
        PoolPattern.IsMatch(value) ? null : $"value '{value}' contains invalid characters";

    /// <summary>The order of start and stop.</summary>
    public static string? Startup(string path, string value) =>
        value.Length > 0 && value.Split(',').All(static part => StartupPart.IsMatch(part)) ? null : "unable to parse startup options";

    /// <summary>A path inside a guest.</summary>
    public static string? MountPath(string path, string value) =>
        value.Split('/').Any(static part => part is "." or "..") ? $"{value} contains illegal character sequences" : null;

    /// <summary>A time zone of the machine, or <c>host</c>. A machine without time zones takes any name.</summary>
    public static string? TimeZone(string path, string value)
    {
        const string Zones = "/usr/share/zoneinfo";
        var known = value is "host" or "UTC" || !Directory.Exists(Zones) || File.Exists(Path.Combine(Zones, value.TrimStart('/')));
        return known && MountPath(path, value) is null ? null : $"invalid time zone '{value}'";
    }

    /// <summary>A device of the node.</summary>
    public static string? DevicePath(string path, string value) =>
        value.StartsWith("/dev/", StringComparison.Ordinal) ? null : $"{value} is not a valid device path";

    /// <summary>Percent-encoded text.</summary>
    public static string? UrlEncoded(string path, string value) =>
        UrlEncodedPattern.IsMatch(value) ? null : $"invalid urlencoded string: {value}";

    /// <summary>A name of a user with its realm.</summary>
    public static string? UserId(string path, string value) =>
        UserPattern.IsMatch(value) ? null : $"value '{value}' does not look like a valid user name";

    /// <summary>Whether this is an IPv4 address in four decimal parts.</summary>
    public static bool IsIPv4(string value) =>
        value.Split('.') is { Length: 4 } parts
        && parts.All(static part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && int.Parse(part) <= 255);

    /// <summary>Whether this is an IPv6 address without zone or brackets.</summary>
    public static bool IsIPv6(string value) =>
        value.Contains(':', StringComparison.Ordinal)
        && value.All(static character => char.IsAsciiHexDigit(character) || character is ':' or '.')
        && IPAddress.TryParse(value, out var address)
        && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static string? Cidr(string value, int longest)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return
            slash > 0
            && int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            && prefix <= longest
            ? value[..slash]
            : null;
    }

    [GeneratedRegex(@"^[1-9][0-9]{2,8}\z", RegexOptions.None, 1000)]
    private static partial Regex VmidPattern { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NodePattern { get; }

    [GeneratedRegex(
        @"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DnsPattern { get; }

    [GeneratedRegex(@"^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MacPattern { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9_][a-zA-Z0-9_.+-]*\z", RegexOptions.None, 1000)]
    private static partial Regex TagPattern { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9_.:-]{2,20}\z", RegexOptions.None, 1000)]
    private static partial Regex BridgePattern { get; }

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9_.-]*[a-zA-Z0-9]\z", RegexOptions.None, 1000)]
    private static partial Regex StoragePattern { get; }

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9_-]+\z", RegexOptions.None, 1000)]
    private static partial Regex ConfigIdPattern { get; }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,2}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PoolPattern { get; }

    [GeneratedRegex(@"^(order=)?[0-9]+\z|^(up|down)=[0-9]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StartupPart { get; }

    [GeneratedRegex(@"^([a-zA-Z0-9_.~-]|%[0-9A-Fa-f]{2})*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UrlEncodedPattern { get; }

    [GeneratedRegex(@"^[^\s:/]+@[A-Za-z][A-Za-z0-9._-]+\z", RegexOptions.None, 1000)]
    private static partial Regex UserPattern { get; }
}
