using Phoenix.Components.Guests;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>Names and marks by which a platform's part of the firewall is known. What does not carry them belongs to somebody else and is left alone.</summary>
public static class FirewallNames
{
    /// <summary>Proxmox's own set: who may reach the node's API, its consoles and SSH.</summary>
    public const string Management = "management";

    /// <summary>The set of all guests of the platform.</summary>
    public static string Guests(Platform platform) => $"{GuestTags.OwnerOf(platform)}-guests";

    /// <summary>The set of everything that is neither the host nor a guest of the platform: IPv4 alone, so that nothing opens over IPv6 by the way.</summary>
    public static string Outside(Platform platform) => $"{GuestTags.OwnerOf(platform)}-outside";

    /// <summary>An empty set that says who threw the cluster's switch.</summary>
    public static string Switch(Platform platform) => $"{GuestTags.OwnerOf(platform)}-switch";

    /// <summary>How a comment begins that Phoenix wrote for the platform; the reason follows.</summary>
    public static string Mark(Platform platform) => $"phoenix/{platform.Name}:";

    /// <summary>A comment with the mark and a reason, on one line.</summary>
    public static string Comment(Platform platform, string why) =>
        $"{Mark(platform)} {string.Concat(why.Select(character => char.IsControl(character) ? ' ' : character)).Trim()}";

    /// <summary>The rule carries the platform's mark.</summary>
    public static bool IsOwned(Platform platform, FirewallRule rule) =>
        rule.Comment?.StartsWith(Mark(platform), StringComparison.Ordinal) == true;
}
