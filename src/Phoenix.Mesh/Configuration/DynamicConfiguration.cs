using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Mesh.Configuration;

/// <summary>What the dynamic files say, merged: the part of Traefik's file provider that the built-in router serves.</summary>
public sealed record DynamicConfiguration
{
    /// <summary>Nothing configured.</summary>
    public static readonly DynamicConfiguration Empty = new();

    /// <summary>Routers by name.</summary>
    public ImmutableSortedDictionary<string, RouterConfiguration> Routers { get; init; } =
        ImmutableSortedDictionary<string, RouterConfiguration>.Empty;

    /// <summary>Services by name.</summary>
    public ImmutableSortedDictionary<string, ServiceConfiguration> Services { get; init; } =
        ImmutableSortedDictionary<string, ServiceConfiguration>.Empty;

    /// <summary>Transports to backends by name.</summary>
    public ImmutableSortedDictionary<string, TransportConfiguration> Transports { get; init; } =
        ImmutableSortedDictionary<string, TransportConfiguration>.Empty;

    /// <summary><c>ipAllowList</c> middlewares by name.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> AllowLists { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty;

    /// <summary>The default certificate, or null.</summary>
    public CertificateFiles? DefaultCertificate { get; init; }
}

/// <summary>A router: the host names of its rule, and why it is disabled when it cannot serve.</summary>
public sealed record RouterConfiguration(string Rule, string Service, ImmutableArray<string> Hosts, ImmutableArray<string> Middlewares)
{
    /// <summary>Why the router is disabled; empty when it is not.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];
}

/// <summary>A service: where its servers are and how their health is asked.</summary>
public sealed record ServiceConfiguration(ImmutableArray<string> Servers)
{
    /// <summary>The transport's name, or null for the default one.</summary>
    public string? Transport { get; init; }

    /// <summary>The health check, or null: then a server counts as up.</summary>
    public HealthCheckConfiguration? HealthCheck { get; init; }
}

/// <summary>A health check: <c>GET</c> of a path that must answer 2xx or 3xx.</summary>
public sealed record HealthCheckConfiguration(string Path, TimeSpan Interval, TimeSpan Timeout);

/// <summary>How a TLS backend is verified.</summary>
public sealed record TransportConfiguration(string? ServerName, ImmutableArray<string> RootFiles)
{
    /// <summary>What the roots hold, as a digest: another one means another verification. Empty until the files were looked at.</summary>
    public string RootsDigest { get; init; } = "";
}

/// <summary>A certificate chain and its key, both PEM.</summary>
public sealed record CertificateFiles(string Chain, string Key);
