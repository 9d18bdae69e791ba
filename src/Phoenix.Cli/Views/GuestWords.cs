using Phoenix.Topology;

namespace Phoenix.Cli.Views;

/// <summary>The words for guests.</summary>
internal static class GuestWords
{
    /// <summary><c>LXC 103</c>, <c>VM 1001</c>.</summary>
    public static string Id(Guest guest) => $"{(guest.Kind == GuestKind.Container ? "LXC" : "VM")} {guest.Id}";

    /// <summary>The kind as the file has it: <c>lxc</c>, <c>vm</c>.</summary>
    public static string KindName(GuestKind kind) => kind == GuestKind.Container ? "lxc" : "vm";

    /// <summary>The role as the file has it.</summary>
    public static string RoleName(GuestRole role) =>
        role switch
        {
            GuestRole.StepCa => "step-ca",
            GuestRole.Nginx => "nginx",
            GuestRole.Traefik => "traefik",
            GuestRole.Portainer => "portainer",
            _ => "docker-host",
        };

    /// <summary>What the role is for: <c>gateway</c>, <c>CA</c>.</summary>
    public static string Purpose(GuestRole role) =>
        role switch
        {
            GuestRole.StepCa => "CA",
            GuestRole.Nginx => "gateway",
            GuestRole.Traefik => "router",
            GuestRole.Portainer => "control plane",
            _ => "applications",
        };
}
