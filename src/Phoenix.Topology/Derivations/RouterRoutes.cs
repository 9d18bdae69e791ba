using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology;

/// <summary>A route as the router needs it: by host name to one backend.</summary>
public sealed record RouterRoute
{
    /// <summary>The route's label, unique in the platform; names routers and services.</summary>
    public required string Name { get; init; }

    /// <summary>The full host name, e.g. <c>hello.phoenix.internal</c>.</summary>
    public required string HostName { get; init; }

    /// <summary>The backend's address and port.</summary>
    public required IPEndPoint Backend { get; init; }

    /// <summary>The name that the backend's certificate must hold; null when the backend speaks plain HTTP.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The path that answers with 2xx when the backend is healthy; null when none was declared.</summary>
    public string? HealthPath { get; init; }

    /// <summary>The backend's URL, e.g. <c>http://10.0.0.102:8080</c>.</summary>
    public Uri Url => new($"{(TlsServerName is null ? "http" : "https")}://{Backend}");
}

/// <summary>The router's routes.</summary>
public static class RouterRoutes
{
    /// <summary>One for each route, in the platform's order.</summary>
    public static ImmutableArray<RouterRoute> For(Platform platform) =>
        [
            .. platform.Routes.Select(route => new RouterRoute
            {
                Name = route.Host,
                HostName = platform.NameOf(route.Host),
                Backend = new IPEndPoint(platform.GuestNamed(route.To).Address, route.Port),
                TlsServerName = route.Tls ? platform.NameOf(route.To) : null,
                HealthPath = route.HealthPath,
            }),
        ];
}
