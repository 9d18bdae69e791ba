using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Phoenix.Lab.PortainerStandIn;

namespace Phoenix.Lab.AgentStandIn;

/// <summary>The program behind <c>phoenix stand-in agent</c>: opens a host's Docker engine to one Portainer. Takes its settings from the environment, as the real agent does.</summary>
public static class AgentProgram
{
    /// <summary>Serves on <c>AGENT_HOST</c> (all addresses) and <c>AGENT_PORT</c> (9001) with the secret <c>AGENT_SECRET</c> until it is told to stop.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="Topology.PhoenixException">A flag was given, or a setting cannot be read.</exception>
    public static async Task<int> RunAsync(ImmutableArray<string> arguments, TimeProvider time, CancellationToken cancel)
    {
        if (!arguments.IsEmpty)
        {
            throw StandInErrors.Usage($"unknown flag {arguments[0]}: the agent takes its settings from the environment");
        }

        var options = new AgentOptions
        {
            EndPoint = new IPEndPoint(AddressFrom("AGENT_HOST"), PortFrom("AGENT_PORT")),
            Secret = Environment.GetEnvironmentVariable("AGENT_SECRET") ?? "",
        };
        await using var agent = await AgentServer.StartAsync(options, time, cancel);
        await agent.WaitAsync(cancel);
        return 0;
    }

    private static IPAddress AddressFrom(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? IPAddress.Any
        : IPAddress.TryParse(text, out var address) ? address
        : throw StandInErrors.Usage($"{name} is not an address: {text}");

    private static int PortFrom(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? AgentOptions.DefaultPort
        : int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
        : throw StandInErrors.Usage($"{name} is not a port: {text}");
}
