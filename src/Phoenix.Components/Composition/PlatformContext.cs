using System.Collections.Immutable;
using Phoenix.Components.Programs;
using Phoenix.Components.Secrets;
using Phoenix.Components.Stacks;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>What a component's resources are made from: the declared platform and the edges to the live system.</summary>
public sealed record PlatformContext
{
    /// <summary>What is declared.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The node's API, real or the lab's.</summary>
    public required ProxmoxClient Api { get; init; }

    /// <summary>Root's shell on the Proxmox host, real or the lab's.</summary>
    public required IHostShell Host { get; init; }

    /// <summary>Root's shell in a guest.</summary>
    public required Func<Guest, IGuestShell> Guest { get; init; }

    /// <summary>Secrets of the platform.</summary>
    public required ISecretStore Secrets { get; init; }

    /// <summary>Programs that are not Debian packages.</summary>
    public required IProgramCatalog Programs { get; init; }

    /// <summary>What runs in the guests, by their names, in the words of a plan. See <see cref="GuestSoftware"/>.</summary>
    public ImmutableDictionary<string, string> Software { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Opens TCP connections from where the platform's network can be reached (on the host: the host itself; in the lab: the lab's network namespace).</summary>
    public required INetworkReach Reach { get; init; }

    /// <summary>How programs get into a guest.</summary>
    public required Func<Guest, Systems.IProgramDelivery> Delivery { get; init; }

    /// <summary>Where build contexts of stacks are read.</summary>
    public required IContextFiles StackFiles { get; init; }

    /// <summary>Where images come from that an engine lacks, before the engine's own pull.</summary>
    public ImmutableArray<IImageSource> ImageSources { get; init; } = [];

    /// <summary>The command line of the host's renewal timer; empty: there is no timer.</summary>
    public ImmutableArray<string> RenewalCommand { get; init; } = [];

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
