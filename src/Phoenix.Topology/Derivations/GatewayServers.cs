using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology;

/// <summary>A name that the gateway answers to, and where it hands the requests on: over TLS, verified against the platform's root.</summary>
/// <param name="HostName">The full name, also the SNI.</param>
/// <param name="Upstream">The router's address and port.</param>
/// <param name="UpstreamName">The name that the router's certificate must hold.</param>
public sealed record GatewayServer(string HostName, IPEndPoint Upstream, string UpstreamName);

/// <summary>The names that the gateway answers to; every other is refused in the handshake.</summary>
public static class GatewayServers
{
    /// <summary>The gateway's own name first, then every route's, in the file's order; each once.</summary>
    public static ImmutableArray<GatewayServer> For(Platform platform)
    {
        var upstream = new IPEndPoint(platform.Router.Address, PlatformPorts.Https);
        var upstreamName = platform.NameOf(platform.Router.Name);
        return
        [
            .. platform
                .Routes.Select(route => route.Host)
                .Prepend(platform.Gateway.Name)
                .Distinct()
                .Select(host => new GatewayServer(platform.NameOf(host), upstream, upstreamName)),
        ];
    }
}
