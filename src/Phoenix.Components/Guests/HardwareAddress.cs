using System.Security.Cryptography;
using System.Text;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>MAC addresses that follow from the declaration, so that a guest made again keeps its own and a plan never differs by chance.</summary>
public static class HardwareAddress
{
    // Proxmox's own prefix (OUI of Proxmox Server Solutions GmbH).
    private const string Prefix = "BC:24:11";

    /// <summary>The MAC address of a guest's first interface. No byte begins with a zero digit: an old ebtables refuses those.</summary>
    public static string For(Platform platform, Guest guest)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{platform.Name}/{platform.Domain}/{guest.Id}"));
        var bytes = digest.Where(value => value >= 0x10).Take(3).Select(value => value.ToString("X2"));
        return $"{Prefix}:{string.Join(':', bytes)}";
    }
}
