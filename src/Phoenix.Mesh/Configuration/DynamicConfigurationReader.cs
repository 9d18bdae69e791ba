using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Mesh.Configuration;

/// <summary>Reads Traefik's dynamic files. As there, one broken file refuses them all and what was loaded before stays.</summary>
public static partial class DynamicConfigurationReader
{
    /// <summary>Merges the dynamic files given as (path, text).</summary>
    /// <exception cref="MeshConfigurationException">A file is broken.</exception>
    public static DynamicConfiguration Read(IEnumerable<(string Path, string Text)> files)
    {
        var merged = DynamicConfiguration.Empty;
        foreach (var (path, text) in files)
        {
            var root = YamlRead.Root(text, path);
            merged = merged with
            {
                Routers = merged.Routers.SetItems(Named(root, "routers", Router)),
                Services = merged.Services.SetItems(Named(root, "services", Service)),
                Transports = merged.Transports.SetItems(Named(root, "serversTransports", Transport)),
                AllowLists = merged.AllowLists.SetItems(
                    Named(root, "middlewares", body => body)
                        .Where(entry => entry.Value.At("ipAllowList") is not null)
                        .Select(entry =>
                            KeyValuePair.Create(
                                entry.Key,
                                entry.Value.TextsAt("ipAllowList", "sourceRange").Select(StaticConfiguration.NetworkOf).ToImmutableArray()
                            )
                        )
                ),
                DefaultCertificate = DefaultCertificate(root) ?? merged.DefaultCertificate,
            };
        }

        return merged with
        {
            Routers = merged.Routers.SetItems(merged.Routers.Select(entry => KeyValuePair.Create(entry.Key, Check(entry.Value, merged)))),
        };
    }

    // A router that names something unknown is disabled, the others go on: as Traefik does it.
    private static RouterConfiguration Check(RouterConfiguration router, DynamicConfiguration all)
    {
        var errors = router.Errors;
        if (!all.Services.ContainsKey(router.Service))
        {
            errors = errors.Add($"the service \"{router.Service}@file\" does not exist");
        }

        foreach (var name in router.Middlewares.Where(name => !all.AllowLists.ContainsKey(name)))
        {
            errors = errors.Add($"the middleware \"{name}@file\" does not exist");
        }

        return router with
        {
            Errors = errors,
        };
    }

    private static RouterConfiguration Router(YamlMappingNode body)
    {
        var rule = body.TextAt("rule") ?? "";
        var hosts = HostRule().IsMatch(rule) ? HostName().Matches(rule).Select(match => match.Groups["host"].Value).ToImmutableArray() : [];
        return new RouterConfiguration(rule, body.TextAt("service") ?? "", hosts, body.TextsAt("middlewares"))
        {
            Errors = hosts.IsEmpty ? [$"the rule \"{rule}\" is not one that the built-in router knows: Host(`name`) and ||"] : [],
        };
    }

    private static ServiceConfiguration Service(YamlMappingNode body)
    {
        var servers = body.At("loadBalancer", "servers") is YamlSequenceNode list
            ? list.OfType<YamlMappingNode>().Select(server => server.TextAt("url") ?? "").ToImmutableArray()
            : [];
        return new ServiceConfiguration(servers)
        {
            Transport = body.TextAt("loadBalancer", "serversTransport"),
            HealthCheck = body.TextAt("loadBalancer", "healthCheck", "path") is { } path
                ? new HealthCheckConfiguration(
                    path,
                    YamlRead.Duration(body.TextAt("loadBalancer", "healthCheck", "interval") ?? "30s"),
                    YamlRead.Duration(body.TextAt("loadBalancer", "healthCheck", "timeout") ?? "5s")
                )
                : null,
        };
    }

    private static TransportConfiguration Transport(YamlMappingNode body) => new(body.TextAt("serverName"), body.TextsAt("rootCAs"));

    private static CertificateFiles? DefaultCertificate(YamlMappingNode root)
    {
        ReadOnlySpan<string> place = ["tls", "stores", "default", "defaultCertificate"];
        return root.At(place) is YamlMappingNode body && body.TextAt("certFile") is { } chain && body.TextAt("keyFile") is { } key
            ? new CertificateFiles(chain, key)
            : null;
    }

    private static IEnumerable<KeyValuePair<string, T>> Named<T>(YamlMappingNode root, string kind, Func<YamlMappingNode, T> read) =>
        root.NamedAt("http", kind).Select(entry => KeyValuePair.Create(entry.Name, read(entry.Body)));

    [GeneratedRegex(@"^\s*Host\(`[^`]+`\)(\s*\|\|\s*Host\(`[^`]+`\))*\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex HostRule();

    [GeneratedRegex("Host\\(`(?<host>[^`]+)`\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex HostName();
}
