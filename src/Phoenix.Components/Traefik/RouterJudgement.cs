using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>Compares what the router's API says is in force with what was rendered, part by part: names alone would also hold for an older file that was kept.</summary>
internal static class RouterJudgement
{
    private const string OfFiles = "@file";

    /// <summary>Judges the answer of <c>/api/rawdata</c>.</summary>
    public static Proof Of(Platform platform, string answer)
    {
        try
        {
            var all = ObjectOf(JsonNode.Parse(answer));
            var (routers, services) = (Files(all["routers"]), Files(all["services"]));
            var routes = RouterRoutes.For(platform);
            var wrong = routes
                .Select(route =>
                    (route.Name, Why: Wrong(route, routers.GetValueOrDefault(route.Name), services.GetValueOrDefault(route.Name)))
                )
                .Where(pair => pair.Why is not null)
                .Select(pair => $"{pair.Name} {pair.Why}")
                .Concat(
                    routers
                        .Keys.Except(routes.Select(route => route.Name))
                        .Order(StringComparer.Ordinal)
                        .Select(name => $"{name} is in force and not declared")
                )
                .ToList();
            return wrong.Count == 0 ? new Proof(true, $"{routes.Length} routers, 0 errors") : new Proof(false, string.Join(", ", wrong));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            var line = answer.ReplaceLineEndings(" ");
            return new Proof(false, $"the router's API answered something else: {line[..Math.Min(line.Length, 120)]}");
        }
    }

    private static string? Wrong(RouterRoute route, JsonObject? router, JsonObject? service) =>
        router is null ? "is not there"
        : Text(router["status"]) != "enabled" ? $"is {router["error"]?.ToJsonString() ?? "disabled"}"
        : Another("rule", TraefikDynamicConfig.RuleOf(route), Text(router["rule"]))
            ?? Another("service", route.Name, Text(router["service"])?.Replace(OfFiles, "", StringComparison.Ordinal))
            ?? Another("servers", TraefikDynamicConfig.UrlOf(route), Servers(service))
            ?? Another("health path", route.HealthPath, Text(service?["loadBalancer"]?["healthCheck"]?["path"]));

    private static string? Another(string what, string? declared, string? live) =>
        declared == live ? null : $"has the {what} {live ?? "-"} instead of {declared ?? "-"}";

    private static string? Servers(JsonObject? service) =>
        service?["loadBalancer"]?["servers"] is JsonArray servers ? string.Join(' ', servers.Select(server => Text(server?["url"]))) : null;

    // What other providers have (the API and the ping of Traefik itself) is not Phoenix's.
    private static ImmutableDictionary<string, JsonObject> Files(JsonNode? entries) =>
        (entries?.AsObject() ?? [])
            .Where(entry => entry.Key.EndsWith(OfFiles, StringComparison.Ordinal))
            .ToImmutableDictionary(entry => entry.Key[..^OfFiles.Length], entry => ObjectOf(entry.Value));

    private static JsonObject ObjectOf(JsonNode? node) => node as JsonObject ?? throw new JsonException("an object was expected");

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
