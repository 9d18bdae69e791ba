using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Dnsmasq;

/// <summary>dnsmasq on the Proxmox host: the names of the platform, for guests and the LAN.</summary>
public static class DnsmasqHost
{
    // Where Debian's unit looks, and what it leaves out.
    private const string ConfigDirectory = "/etc/dnsmasq.d,.dpkg-dist,.dpkg-old,.dpkg-new";

    /// <summary>The platform's part of the configuration.</summary>
    public static string ConfigPath(Platform platform) => $"/etc/dnsmasq.d/phoenix-{platform.Name}.conf";

    /// <summary>The platform's records.</summary>
    public static string RecordsPath(Platform platform) => $"/etc/phoenix/dns/{platform.Name}.hosts";

    /// <summary>The host's part of the platform.</summary>
    public static SystemSpec For(Platform platform) =>
        new()
        {
            Packages = ["dnsmasq"],
            Directories = [new SystemDirectory("/etc/phoenix"), new SystemDirectory("/etc/phoenix/dns")],
            Files =
            [
                new SystemFile(RecordsPath(platform), DnsmasqConfig.RenderRecords(platform)),
                new SystemFile(ConfigPath(platform), DnsmasqConfig.Render(platform)),
            ],
            Services =
            [
                new SystemService("dnsmasq.service")
                {
                    CheckBefore = ["dnsmasq", "--test", $"--conf-dir={ConfigDirectory}"],
                    // A reload reads records again, but never the configuration.
                    ReloadOn = [RecordsPath(platform)],
                    RestartOn = [ConfigPath(platform)],
                },
            ],
        };
}
