using System.Collections.Immutable;
using System.Text;
using Phoenix.Components.Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>Traefik's dynamic configuration: a router and a service a route, the default certificate, and who may ask. The built-in router reads the very same file.</summary>
public static class TraefikDynamicConfig
{
    /// <summary>The text of <see cref="TraefikGuest.DynamicPath"/>.</summary>
    public static string Render(Platform platform)
    {
        var routes = RouterRoutes.For(platform);
        var text = new StringBuilder();
        text.Append("# Made by Phoenix from the platform's routes.\n");
        text.Append("http:\n");
        if (!routes.IsEmpty)
        {
            text.Append("  routers:\n");
            foreach (var route in routes)
            {
                AppendRouter(text, route);
            }

            text.Append("  services:\n");
            foreach (var route in routes)
            {
                AppendService(text, route);
            }

            AppendTransports(text, routes);
        }

        text.Append("  middlewares:\n    gateway-only:\n      ipAllowList:\n");
        text.Append("        sourceRange: [\"").Append(platform.Gateway.Address).Append("\"]\n");
        AppendTls(text, platform);
        return text.ToString();
    }

    /// <summary>The rule of a route's router.</summary>
    internal static string RuleOf(RouterRoute route) => $"Host(`{route.HostName}`)";

    /// <summary>The URL of a route's one server.</summary>
    internal static string UrlOf(RouterRoute route) => route.Url.GetLeftPart(UriPartial.Authority);

    private static void AppendRouter(StringBuilder text, RouterRoute route) =>
        text.Append($"    {route.Name}:\n")
            .Append("      entryPoints: [websecure]\n")
            .Append($"      rule: \"{RuleOf(route)}\"\n")
            .Append("      middlewares: [gateway-only]\n")
            .Append($"      service: {route.Name}\n")
            .Append("      tls: {}\n");

    private static void AppendService(StringBuilder text, RouterRoute route)
    {
        text.Append($"    {route.Name}:\n      loadBalancer:\n        passHostHeader: true\n");
        // What a backend sends goes on at once: server-sent events and long answers are not held back.
        text.Append("        responseForwarding:\n          flushInterval: 1ms\n");
        text.Append($"        servers:\n          - url: \"{UrlOf(route)}\"\n");
        if (route.TlsServerName is not null)
        {
            text.Append($"        serversTransport: {route.Name}\n");
        }

        if (route.HealthPath is { } health)
        {
            text.Append($"        healthCheck:\n          path: \"{health}\"\n          interval: 3s\n          timeout: 2s\n");
        }
    }

    private static void AppendTransports(StringBuilder text, ImmutableArray<RouterRoute> routes)
    {
        var verified = routes.Where(route => route.TlsServerName is not null).ToList();
        if (verified.Count > 0)
        {
            text.Append("  serversTransports:\n");
        }

        foreach (var route in verified)
        {
            text.Append($"    {route.Name}:\n      serverName: \"{route.TlsServerName}\"\n");
            text.Append($"      rootCAs: [{LeafPaths.Directory}/root.crt]\n");
        }
    }

    private static void AppendTls(StringBuilder text, Platform platform)
    {
        var leaf = $"{LeafPaths.Directory}/{platform.Router.Name}";
        text.Append("tls:\n  stores:\n    default:\n      defaultCertificate:\n");
        text.Append($"        certFile: {leaf}.crt\n        keyFile: {leaf}.key\n");
        text.Append("  options:\n    default:\n      minVersion: VersionTLS12\n");
    }
}
