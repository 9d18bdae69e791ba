using System.Text;
using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>Traefik's dynamic configuration: a router and a service a route, the default certificate, and who may ask. The built-in router reads the very same file.</summary>
public static class TraefikDynamicConfig
{
    /// <summary>The text of <see cref="TraefikGuest.DynamicPath"/>.</summary>
    public static string Render(Platform platform)
    {
        var text = new StringBuilder();
        text.Append("# Made by Phoenix from the platform's routes.\n");
        text.Append("http:\n");
        if (!platform.Routes.IsEmpty)
        {
            text.Append("  routers:\n");
            foreach (var route in platform.Routes)
            {
                AppendRouter(text, platform, route);
            }

            text.Append("  services:\n");
            foreach (var route in platform.Routes)
            {
                AppendService(text, platform, route);
            }

            AppendTransports(text, platform);
        }

        text.Append("  middlewares:\n    gateway-only:\n      ipAllowList:\n");
        text.Append("        sourceRange: [\"").Append(platform.Gateway.Address).Append("\"]\n");
        AppendTls(text, platform);
        return text.ToString();
    }

    private static void AppendRouter(StringBuilder text, Platform platform, Route route) =>
        text.Append($"    {route.Host}:\n")
            .Append("      entryPoints: [websecure]\n")
            .Append($"      rule: \"Host(`{platform.NameOf(route.Host)}`)\"\n")
            .Append("      middlewares: [gateway-only]\n")
            .Append($"      service: {route.Host}\n")
            .Append("      tls: {}\n");

    private static void AppendService(StringBuilder text, Platform platform, Route route)
    {
        var backend = platform.GuestNamed(route.To);
        var scheme = route.Tls ? "https" : "http";
        text.Append($"    {route.Host}:\n      loadBalancer:\n        passHostHeader: true\n");
        // What a backend sends goes on at once: server-sent events and long answers are not held back.
        text.Append("        responseForwarding:\n          flushInterval: 1ms\n");
        text.Append($"        servers:\n          - url: \"{scheme}://{backend.Address}:{route.Port}\"\n");
        if (route.Tls)
        {
            text.Append($"        serversTransport: {route.To}\n");
        }

        if (route.HealthPath is { } health)
        {
            text.Append($"        healthCheck:\n          path: \"{health}\"\n          interval: 3s\n          timeout: 2s\n");
        }
    }

    private static void AppendTransports(StringBuilder text, Platform platform)
    {
        var backends = platform.Routes.Where(route => route.Tls).Select(route => route.To).Distinct().ToList();
        if (backends.Count == 0)
        {
            return;
        }

        text.Append("  serversTransports:\n");
        foreach (var backend in backends)
        {
            text.Append($"    {backend}:\n      serverName: \"{platform.NameOf(backend)}\"\n");
            text.Append($"      rootCAs: [{Nginx.NginxGuest.TlsDirectory}/root.crt]\n");
        }
    }

    private static void AppendTls(StringBuilder text, Platform platform)
    {
        var leaf = $"{Nginx.NginxGuest.TlsDirectory}/{platform.Router.Name}";
        text.Append("tls:\n  stores:\n    default:\n      defaultCertificate:\n");
        text.Append($"        certFile: {leaf}.crt\n        keyFile: {leaf}.key\n");
        text.Append("  options:\n    default:\n      minVersion: VersionTLS12\n");
    }
}
