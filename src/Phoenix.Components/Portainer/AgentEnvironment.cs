using System.Globalization;
using System.Net;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>The file with what server and agent share, readable by root alone.</summary>
public static class AgentEnvironment
{
    /// <summary>Its directory.</summary>
    public const string Directory = "/etc/phoenix/portainer";

    /// <summary>The file: lines of NAME=VALUE, read by systemd and by Docker alike.</summary>
    public const string Path = Directory + "/agent.env";

    /// <summary>The file of an agent: secret, address and port.</summary>
    public static SystemFile FileFor(Secret secret, IPAddress address) =>
        Private(
            $"AGENT_SECRET={secret.Reveal()}\nAGENT_HOST={address}\nAGENT_PORT={PlatformPorts.Agent.ToString(CultureInfo.InvariantCulture)}\n"
        );

    /// <summary>The file of the server: the secret.</summary>
    public static SystemFile FileFor(Secret secret) => Private($"AGENT_SECRET={secret.Reveal()}\n");

    private static SystemFile Private(string content) => new(Path, content, Mode: "0600") { IsSecret = true };
}
