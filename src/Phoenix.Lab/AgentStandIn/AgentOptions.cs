using System.Net;

namespace Phoenix.Lab.AgentStandIn;

/// <summary>How the agent's stand-in runs.</summary>
internal sealed record AgentOptions
{
    /// <summary>The port agents listen on.</summary>
    public const int DefaultPort = 9001;

    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Shared with the server; empty: the first server that talks to it owns it.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The engine's socket.</summary>
    public string Socket { get; init; } = "/var/run/docker.sock";
}
