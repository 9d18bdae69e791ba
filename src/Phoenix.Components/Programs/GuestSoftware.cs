using System.Collections.Immutable;
using Phoenix.Components.Portainer;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>What runs in each guest, in the words of a plan: the program, its version and where it comes from. A stand-in says that it is one.</summary>
public static class GuestSoftware
{
    /// <summary>A line for each guest, by its name. Nothing is built or unpacked.</summary>
    public static async Task<ImmutableDictionary<string, string>> DescribeAsync(
        Platform platform,
        IProgramCatalog programs,
        CancellationToken cancel
    )
    {
        var lines = ImmutableDictionary.CreateBuilder<string, string>();
        lines[platform.Gateway.Name] = "nginx (Debian)";
        lines[platform.Authority.Name] = await ProgramAsync(programs, "step-ca", "step-ca", cancel);
        lines[platform.Router.Name] = await ProgramAsync(programs, "traefik", "Traefik", cancel);
        lines[platform.ControlPlane.Name] = await PortainerAsync(platform, programs, PortainerRuntime.Server, "Portainer", cancel);
        foreach (var host in platform.DockerHosts)
        {
            var agent = await PortainerAsync(platform, programs, PortainerRuntime.Agent, "Portainer's agent", cancel);
            lines[host.Name] = $"Docker (Debian), {agent}";
        }

        return lines.ToImmutable();
    }

    private static async Task<string> PortainerAsync(
        Platform platform,
        IProgramCatalog programs,
        string name,
        string title,
        CancellationToken cancel
    ) =>
        platform.Hypervisor is Hypervisor.Lab
            ? await ProgramAsync(programs, name, title, cancel)
            : $"{title} {PortainerRuntime.ImageOf(name).Split(':')[^1]} (official image)";

    private static async Task<string> ProgramAsync(IProgramCatalog programs, string name, string title, CancellationToken cancel)
    {
        try
        {
            var program = await programs.ChooseAsync(name, cancel);
            return program.IsStandIn ? program.Source : $"{title} {program.Version} ({program.Source})";
        }
        catch (PhoenixException missing) when (missing.Code == ProgramErrors.NotToBeHad)
        {
            // The resource that needs it fails with what was tried; a plan is shown all the same.
            return $"{title}: not to be had here";
        }
    }
}
