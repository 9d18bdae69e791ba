using Phoenix.Components.DockerHost;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>The control plane's guest: Portainer on 9443 with a certificate of the platform, plain HTTP closed.</summary>
public static class PortainerGuest
{
    /// <summary>Where the server is installed when it is a program.</summary>
    public const string ProgramPath = "/usr/local/bin/portainer";

    /// <summary>The server's unit; to be restarted when the certificate changes, because the server copies it at its start.</summary>
    public const string Unit = "portainer.service";

    /// <summary>The server's data.</summary>
    public const string DataDirectory = "/var/lib/portainer";

    /// <summary>The administrator's password, read at the first start; it must be there at every start.</summary>
    public const string PasswordPath = AgentEnvironment.Directory + "/admin-password";

    private const string UnitPath = "/etc/systemd/system/" + Unit;

    /// <summary>The system of the control plane.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="runtime">How the server runs.</param>
    /// <param name="password">The administrator's password: with it there is never an instance that somebody else could make theirs.</param>
    /// <param name="agentSecret">What the server shares with the agents.</param>
    public static SystemSpec For(Guest guest, PortainerRuntime runtime, Secret password, Secret agentSecret) =>
        new()
        {
            Packages = DockerEngine.Packages,
            Directories = [new SystemDirectory(AgentEnvironment.Directory, Mode: "0700"), new SystemDirectory(DataDirectory, Mode: "0700")],
            Programs = runtime is PortainerRuntime.AsProgram(var program) ? [new SystemProgram(ProgramPath, program)] : [],
            Files =
            [
                DockerEngine.ConfigurationFor(guest),
                AgentEnvironment.FileFor(agentSecret),
                // Without a line end: a CR before it would become part of the password.
                new SystemFile(PasswordPath, password.Reveal(), Mode: "0600") { IsSecret = true },
                new SystemFile(UnitPath, PortainerUnit.Render(guest, runtime)),
            ],
            Services = [DockerEngine.Service, new SystemService(Unit) { RestartOn = [AgentEnvironment.Path, UnitPath, ProgramPath] }],
        };
}
