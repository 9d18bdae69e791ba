using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>The marks of ownership: a guest without the platform's tag was not made by Phoenix and is never touched.</summary>
public static class GuestTags
{
    private const string Product = "phoenix";

    /// <summary>The tag of everything that a platform owns.</summary>
    public static string OwnerOf(Platform platform) => $"{Product}-{platform.Name}";

    /// <summary>
    /// The tag of a guest with the id it was made with. A clone carries the tag of the guest it was made from, and so is nobody's but its
    /// maker's. It is never taken for an owner's: a platform's name begins with a letter.
    /// </summary>
    public static string MadeAs(int vmid) => string.Create(CultureInfo.InvariantCulture, $"{Product}-{vmid}");

    /// <summary>Tags of a guest, in Proxmox's normal form: lower case, sorted.</summary>
    public static ImmutableArray<string> For(Platform platform, Guest guest) =>
        [.. new[] { Product, OwnerOf(platform), MadeAs(guest.Id), RoleWord(guest.Role) }.Order(StringComparer.Ordinal)];

    /// <summary>Whether a guest with these tags was made by the platform, as what it is: no clone of such a guest.</summary>
    public static bool AreOf(Platform platform, int vmid, IEnumerable<string> tags)
    {
        var all = tags.ToHashSet(StringComparer.Ordinal);
        return all.Contains(OwnerOf(platform)) && all.Contains(MadeAs(vmid));
    }

    private static string RoleWord(GuestRole role) =>
        role switch
        {
            GuestRole.StepCa => "ca",
            GuestRole.Nginx => "gateway",
            GuestRole.Traefik => "router",
            GuestRole.Portainer => "control-plane",
            _ => "docker-host",
        };
}
