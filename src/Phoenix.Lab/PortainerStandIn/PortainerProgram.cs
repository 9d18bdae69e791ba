using System.Collections.Immutable;
using Phoenix.Lab.PortainerStandIn.Compose;

namespace Phoenix.Lab.PortainerStandIn;

/// <summary>The program behind <c>phoenix stand-in portainer</c>: the lab's Portainer, where the real one cannot be had.</summary>
public static class PortainerProgram
{
    /// <summary>Serves until it is told to stop. Flags are those of the real server; the agents' secret comes as <c>AGENT_SECRET</c> in the environment.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="Topology.PhoenixException">An unknown flag, or a file that cannot be used.</exception>
    public static async Task<int> RunAsync(ImmutableArray<string> arguments, TimeProvider time, CancellationToken cancel)
    {
        var options = StandInOptions.Parse(arguments, Environment.GetEnvironmentVariable("AGENT_SECRET") ?? "");
        var configuration = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "docker_config")).FullName;
        var compose = new ComposeProgram(options.ComposeProgram, configuration);
        await using var server = await StandInServer.StartAsync(options, compose, time, cancel);
        await server.WaitAsync(cancel);
        return 0;
    }
}
