using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.DockerHost;

/// <summary>Docker and compose v2 from Debian's packages. Pure.</summary>
public static class DockerEngine
{
    /// <summary>The engine's configuration.</summary>
    public const string ConfigurationPath = "/etc/docker/daemon.json";

    /// <summary>Engine, command line, compose v2; <c>xz-utils</c> because the engine has archives of images unpacked by <c>xz</c>.</summary>
    public static readonly ImmutableArray<string> Packages = ["docker.io", "docker-cli", "docker-compose", "ca-certificates", "xz-utils"];

    /// <summary>The engine's unit; a configuration that it would refuse never gets to a restart.</summary>
    public static readonly SystemService Service = new("docker.service")
    {
        CheckBefore = ["/usr/sbin/dockerd", "--validate", $"--config-file={ConfigurationPath}"],
        RestartOn = [ConfigurationPath],
    };

    /// <summary>The engine's configuration file on a guest.</summary>
    public static SystemFile ConfigurationFor(Guest guest) => new(ConfigurationPath, Render(guest));

    private static string Render(Guest guest)
    {
        var address = guest.Address.ToString();
        var configuration = new JsonObject
        {
            // Published ports are on the guest's own address and nowhere else: those of the default bridge, and those of every network that a project makes.
            ["ip"] = address,
            ["default-network-opts"] = new JsonObject
            {
                ["bridge"] = new JsonObject { ["com.docker.network.bridge.host_binding_ipv4"] = address },
            },
            // Containers run on while the engine is updated.
            ["live-restore"] = true,
            // A talkative container must not fill the disk.
            ["log-driver"] = "json-file",
            ["log-opts"] = new JsonObject { ["max-file"] = "3", ["max-size"] = "10m" },
        };
        return JsonSerializer.Serialize(configuration, DockerJson.Default.JsonObject) + "\n";
    }
}
