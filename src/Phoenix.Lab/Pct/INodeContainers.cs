using System.Collections.Immutable;

namespace Phoenix.Lab.Pct;

/// <summary>What pct needs of the node's containers beyond their processes: their configurations and tasks, which the API layer keeps.</summary>
public interface INodeContainers
{
    /// <summary>The containers of the node (no virtual machines), by id.</summary>
    Task<ImmutableArray<NodeContainer>> ListAsync(CancellationToken cancel);

    /// <summary>A container's configuration as <c>pct config</c> prints it, or null when there is none.</summary>
    Task<string?> ConfigAsync(int vmid, CancellationToken cancel);

    /// <summary>Starts a container as the API does, and waits.</summary>
    /// <exception cref="Topology.PhoenixException">It could not be started, or runs already.</exception>
    Task StartAsync(int vmid, CancellationToken cancel);

    /// <summary>Stops a container as the API does, and waits.</summary>
    /// <exception cref="Topology.PhoenixException">It could not be stopped.</exception>
    Task StopAsync(int vmid, CancellationToken cancel);

    /// <summary>Shuts a container down as the API does, and waits.</summary>
    /// <exception cref="Topology.PhoenixException">It still runs.</exception>
    Task ShutdownAsync(int vmid, CancellationToken cancel);
}

/// <summary>A line of <c>pct list</c>.</summary>
public sealed record NodeContainer(int Vmid, string Name, string? Lock);
