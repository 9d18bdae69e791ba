using Phoenix.Components.Portainer;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.DockerHost;

/// <summary>An application host: Docker, and the agent through which Portainer deploys stacks on it.</summary>
public static class DockerHostGuest
{
    /// <summary>Where the agent is installed when it is a program.</summary>
    public const string ProgramPath = "/usr/local/bin/portainer-agent";

    /// <summary>The agent's unit.</summary>
    public const string Unit = "portainer-agent.service";

    private const string UnitPath = "/etc/systemd/system/" + Unit;

    /// <summary>The system of an application host.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="runtime">How the agent runs.</param>
    /// <param name="agentSecret">What the agent shares with the server: whoever lacks it is refused.</param>
    public static SystemSpec For(Guest guest, PortainerRuntime runtime, Secret agentSecret) =>
        new()
        {
            Packages = DockerEngine.Packages,
            Directories = [new SystemDirectory(AgentEnvironment.Directory, Mode: "0700")],
            Programs = runtime is PortainerRuntime.AsProgram(var program) ? [new SystemProgram(ProgramPath, program)] : [],
            Files =
            [
                DockerEngine.ConfigurationFor(guest),
                AgentEnvironment.FileFor(agentSecret, guest.Address),
                new SystemFile(UnitPath, AgentUnit.Render(runtime)),
            ],
            Services = [DockerEngine.Service, new SystemService(Unit) { RestartOn = [AgentEnvironment.Path, UnitPath, ProgramPath] }],
        };
}
