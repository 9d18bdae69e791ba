using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>The user-data of a virtual machine's first boot: just enough that the guest agent answers; everything else comes through it.</summary>
public static class MachineUserData
{
    private const string Directory = "/var/lib/vz/snippets";

    /// <summary>The file on the host; snippets cannot be uploaded through the API.</summary>
    public static string PathOf(Platform platform, Guest guest) => PathOf(platform, guest.Name);

    /// <summary>The file of a machine of that name.</summary>
    public static string PathOf(Platform platform, string guest) => $"{Directory}/{FileOf(platform, guest)}";

    /// <summary>The same as a volume, for <c>cicustom</c>.</summary>
    public static string VolumeOf(Platform platform, Guest guest) => $"local:snippets/{FileOf(platform, guest.Name)}";

    /// <summary>The text. A name is an RFC 1123 label, so it can carry nothing into it.</summary>
    public static string Render(Platform platform, Guest guest) =>
        $"""
            #cloud-config
            # Made by Phoenix.
            hostname: {guest.Name}
            fqdn: {platform.NameOf(guest.Name)}
            manage_etc_hosts: true
            ssh_pwauth: false
            disable_root: true
            package_update: false
            package_upgrade: false
            runcmd:
              - [sh, -c, "command -v qemu-ga >/dev/null || (apt-get update && apt-get install -y --no-install-recommends qemu-guest-agent)"]
              - [systemctl, start, --no-block, qemu-guest-agent.service]

            """;

    private static string FileOf(Platform platform, string guest) => $"phoenix-{platform.Name}-{guest}.yaml";
}
