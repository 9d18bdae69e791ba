using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology;

/// <summary>A service of a stack's compose file, as far as a platform follows from it.</summary>
public sealed record ComposeService
{
    /// <summary>The service's name.</summary>
    public required string Name { get; init; }

    /// <summary>The ports it publishes on the guest, in the file's order. Those that Docker chooses itself are not among them.</summary>
    public ImmutableArray<PublishedPort> Ports { get; init; } = [];

    /// <summary>Whether <see cref="Ports"/> is all there is; not so with <c>network_mode: host</c>, <c>extends</c>, or a variable without a value.</summary>
    public bool PortsAreKnown { get; init; } = true;

    /// <summary>The names of the services it depends on.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>How its image is built; null when it is pulled.</summary>
    public ComposeBuild? Build { get; init; }
}

/// <summary>A port, or a range of ports, that a service publishes.</summary>
/// <param name="Address">The guest's address it is bound to; null for all.</param>
/// <param name="First">The first port.</param>
/// <param name="Last">The last port, the first again unless it is a range.</param>
/// <param name="Protocol">TCP unless the file says otherwise.</param>
public sealed record PublishedPort(IPAddress? Address, int First, int Last, TransportProtocol Protocol)
{
    /// <summary>Whether the port is reached from other systems.</summary>
    public bool IsReachable => Address is null || !IPAddress.IsLoopback(Address);

    /// <summary>The port or the range, e.g. <c>8080</c> or <c>3000-3005</c>.</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}

/// <summary>How the image of a service is built.</summary>
/// <param name="Context">The context's directory, relative to <see cref="Platform.Directory"/>, without <c>.</c> and <c>..</c>; empty for that directory itself.</param>
/// <param name="Dockerfile">The Dockerfile, relative to the context; null when it stands in the compose file (<c>dockerfile_inline</c>).</param>
public sealed record ComposeBuild(string Context, string? Dockerfile);
