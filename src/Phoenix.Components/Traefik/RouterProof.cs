using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>
/// Proves that what was rendered is in force: Traefik drops a broken router with a line in its log and goes on, so its API is asked.
/// It has no state of its own.
/// </summary>
public sealed class RouterProof(Platform platform, IShell guest, TimeProvider time, ImmutableArray<ResourceId> dependsOn)
    : ProofResource("router", platform.Router.Name, dependsOn)
{
    // Dynamic files are collected for half a second before they are loaded.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public override string Title => $"{platform.Routes.Length} routers in force";

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var proof = await AskAsync(cancel);
            if (proof.Holds || time.GetElapsedTime(begin) > Patience)
            {
                return proof;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancel);
        }
    }

    /// <summary>Compares the answer of <c>/api/http/routers</c> with the platform's routes.</summary>
    internal static Proof Judge(Platform platform, string answer)
    {
        try
        {
            var routers = JsonNode.Parse(answer)!.AsArray().OfType<JsonObject>().ToDictionary(router => router["name"]!.GetValue<string>());
            var wrong = RouterRoutes
                .For(platform)
                .Select(route => (route.Name, Router: routers.GetValueOrDefault($"{route.Name}@file")))
                .Where(pair => pair.Router?["status"]?.GetValue<string>() != "enabled")
                .Select(pair =>
                    pair.Router is null ? $"{pair.Name} is not there" : $"{pair.Name}: {pair.Router["error"]?.ToJsonString() ?? "disabled"}"
                )
                .ToList();
            return wrong.Count == 0
                ? new Proof(true, $"{platform.Routes.Length} routers, 0 errors")
                : new Proof(false, string.Join(", ", wrong));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NullReferenceException)
        {
            return new Proof(
                false,
                $"the router's API answered something else: {answer.ReplaceLineEndings(" ")[..Math.Min(answer.Length, 120)]}"
            );
        }
    }

    private async Task<Proof> AskAsync(CancellationToken cancel)
    {
        var ask = ShellCommand.Of(
            "curl",
            "-sS",
            "--max-time",
            "3",
            $"http://127.0.0.1:{TraefikGuest.ApiPort}/api/http/routers?per_page=1000"
        );
        var result = await guest.RunAsync(ask, cancel);
        return result.ExitCode == 0
            ? Judge(platform, result.Text)
            : new Proof(false, $"the router's API does not answer: {result.Error.Trim()}");
    }
}
