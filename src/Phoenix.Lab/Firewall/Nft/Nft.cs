using System.Text.RegularExpressions;

namespace Phoenix.Lab.Firewall;

/// <summary>Words of nftables that come from outside: only what can neither end a string nor begin a command passes.</summary>
internal static partial class Nft
{
    /// <summary>The name of an interface, as the kernel allows it and nothing more.</summary>
    /// <exception cref="ArgumentException">It is no such name.</exception>
    public static string Name(string name) =>
        InterfaceName().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is not the name of an interface", nameof(name));

    /// <summary>A MAC address in lower case.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Mac(string mac) =>
        HardwareAddress().IsMatch(mac) ? mac.ToLowerInvariant() : throw new ArgumentException($"'{mac}' is not a MAC address", nameof(mac));

    [GeneratedRegex(@"^[A-Za-z0-9_.@-]{1,15}\z")]
    public static partial Regex InterfaceName();

    [GeneratedRegex(@"^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}\z")]
    private static partial Regex HardwareAddress();
}
