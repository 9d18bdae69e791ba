using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>The marks of ownership: a guest without the platform's tag was not made by Phoenix and is never touched.</summary>
public static class GuestTags
{
    private const string Product = "phoenix";

    /// <summary>The tag of everything that a platform owns.</summary>
    public static string OwnerOf(Platform platform) => $"{Product}-{platform.Name}";

    /// <summary>Tags of a guest, in Proxmox's normal form: lower case, sorted.</summary>
    public static ImmutableArray<string> For(Platform platform, Guest guest) =>
        [.. new[] { Product, OwnerOf(platform), RoleWord(guest.Role) }.Order(StringComparer.Ordinal)];

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
