using Phoenix.Components.Certificates;
using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>The router: routes by host name to the guest that serves it, and hears only the gateway.</summary>
public static class TraefikGuest
{
    /// <summary>The static configuration; a change of it needs a restart.</summary>
    public const string StaticPath = "/etc/traefik/traefik.yaml";

    /// <summary>The watched directory of dynamic files.</summary>
    public const string DynamicDirectory = "/etc/traefik/dynamic";

    /// <summary>The one dynamic file Phoenix writes.</summary>
    public const string DynamicPath = DynamicDirectory + "/platform.yaml";

    /// <summary>Where the program is installed.</summary>
    public const string ProgramPath = "/usr/local/bin/traefik";

    /// <summary>The API's port, on the guest's loopback alone.</summary>
    public const int ApiPort = 8080;

    private const string UnitPath = "/etc/systemd/system/traefik.service";

    /// <summary>The system of the router, with Traefik or (in the lab, where it cannot be had) its stand-in.</summary>
    public static SystemSpec For(Platform platform, Program program) =>
        new()
        {
            // Asks the router's API on its loopback.
            Packages = ["curl"],
            Users = ["traefik"],
            Directories =
            [
                new SystemDirectory(LeafPaths.Directory, Owner: "root:traefik", Mode: "0750"),
                new SystemDirectory("/etc/traefik"),
                new SystemDirectory(DynamicDirectory),
            ],
            Programs = [new SystemProgram(ProgramPath, program)],
            Files =
            [
                new SystemFile(StaticPath, TraefikStaticConfig.Render(platform)),
                new SystemFile(DynamicPath, TraefikDynamicConfig.Render(platform)),
                new SystemFile(UnitPath, TraefikUnit.Render(program)),
            ],
            Services =
            [
                new SystemService("traefik.service")
                {
                    // Dynamic files are watched; certificates are not: the certificate resource reloads the unit.
                    RestartOn = [StaticPath, UnitPath, ProgramPath],
                },
            ],
        };
}
