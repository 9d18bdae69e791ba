using Phoenix.Components.Programs;
using Phoenix.Components.Secrets;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>What a component's resources are made from: the declared platform and the edges to the live system.</summary>
public sealed record PlatformContext
{
    /// <summary>What is declared.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Root's shell on the Proxmox host, real or the lab's.</summary>
    public required IHostShell Host { get; init; }

    /// <summary>Root's shell in a guest.</summary>
    public required Func<Guest, IGuestShell> Guest { get; init; }

    /// <summary>Secrets of the platform.</summary>
    public required ISecretStore Secrets { get; init; }

    /// <summary>Programs that are not Debian packages.</summary>
    public required IProgramCatalog Programs { get; init; }

    /// <summary>Opens TCP connections from where the platform's network can be reached (on the host: the host itself; in the lab: the lab's network namespace).</summary>
    public required INetworkReach Reach { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
