using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Nginx;

/// <summary>The gateway: the only door. Ends external TLS and hands everything to the router over TLS that it verifies.</summary>
public static class NginxGuest
{
    /// <summary>The unit.</summary>
    public const string Unit = "nginx.service";

    /// <summary>What has to succeed before nginx reads its files again; its words are those of the error.</summary>
    public static readonly ImmutableArray<string> Check = ["/usr/sbin/nginx", "-t", "-q"];

    /// <summary>The system of the gateway. The unit is not started before its certificate is there: see <see cref="NginxUnit"/>.</summary>
    public static SystemSpec For(Platform platform) =>
        new()
        {
            Packages = ["nginx"],
            Directories = [new SystemDirectory(LeafPaths.Directory, Mode: "0750")],
            Files =
            [
                new SystemFile("/etc/nginx/nginx.conf", NginxConfig.Render(platform)),
                new SystemFile(NginxUnit.DropInPath, NginxUnit.DropIn),
            ],
            Absent = ["/etc/nginx/sites-enabled/default"],
            Services =
            [
                new SystemService(Unit)
                {
                    CheckBefore = Check,
                    ReloadOn = ["/etc/nginx/"],
                    RestartOn = [NginxUnit.DropInPath],
                },
            ],
        };
}
