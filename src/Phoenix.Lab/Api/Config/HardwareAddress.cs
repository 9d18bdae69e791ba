using System.Security.Cryptography;

namespace Phoenix.Lab.Api.Config;

/// <summary>MAC addresses of guests.</summary>
internal static class HardwareAddress
{
    /// <summary>A random address with Proxmox's prefix.</summary>
    public static string Random()
    {
        var tail = RandomNumberGenerator.GetBytes(3);
        return $"BC:24:11:{tail[0]:X2}:{tail[1]:X2}:{tail[2]:X2}";
    }
}
