using System.Collections.Immutable;
using Phoenix.Mesh.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Phoenix.Mesh.Routing;

/// <summary>The dynamic configuration in YARP's terms: a route and a cluster a router.</summary>
public static class RouteTable
{
    /// <summary>Metadata key of the transport's name.</summary>
    public const string TransportKey = "transport";

    /// <summary>Metadata key of what the transport verifies: its server name and a digest of its roots.</summary>
    public const string VerificationKey = "verification";

    /// <summary>Routes of the enabled routers.</summary>
    public static ImmutableArray<RouteConfig> Routes(DynamicConfiguration configuration) =>
        [
            .. configuration
                .Routers.Where(entry => entry.Value.Errors.IsEmpty)
                .Select(entry => new RouteConfig
                {
                    RouteId = entry.Key,
                    ClusterId = entry.Value.Service,
                    Match = new RouteMatch { Hosts = [.. entry.Value.Hosts], Path = "{**rest}" },
                    MaxRequestBodySize = -1,
                }),
        ];

    /// <summary>Clusters of all services.</summary>
    public static ImmutableArray<ClusterConfig> Clusters(DynamicConfiguration configuration) =>
        [.. configuration.Services.Select(entry => Cluster(entry.Key, entry.Value, configuration))];

    private static ClusterConfig Cluster(string name, ServiceConfiguration service, DynamicConfiguration configuration) =>
        new()
        {
            ClusterId = name,
            Destinations = service
                .Servers.Select((url, index) => (url, index))
                .ToDictionary(
                    server => server.index.ToString(),
                    server => new DestinationConfig { Address = server.url },
                    StringComparer.Ordinal
                ),
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromHours(1), AllowResponseBuffering = false },
            Metadata = service.Transport is { } transport
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [TransportKey] = transport,
                    [VerificationKey] = VerificationOf(configuration.Transports.GetValueOrDefault(transport)),
                }
                : null,
            HealthCheck = service.HealthCheck is { } check
                ? new HealthCheckConfig
                {
                    Active = new ActiveHealthCheckConfig
                    {
                        Enabled = true,
                        Path = check.Path,
                        Interval = check.Interval,
                        Timeout = check.Timeout,
                        Policy = "ConsecutiveFailures",
                    },
                    AvailableDestinationsPolicy = "HealthyAndUnknown",
                }
                : null,
        };

    private static string VerificationOf(TransportConfiguration? transport) => $"{transport?.ServerName} {transport?.RootsDigest}";
}
