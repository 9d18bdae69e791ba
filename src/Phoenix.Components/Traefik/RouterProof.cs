using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>
/// Proves that what was rendered is in force: Traefik drops a broken router, and keeps all it had when a file is broken, with a line in
/// its log and goes on; so its API is asked for everything.
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

    private async Task<Proof> AskAsync(CancellationToken cancel)
    {
        var ask = ShellCommand.Of("curl", "-sS", "--max-time", "3", $"http://127.0.0.1:{TraefikGuest.ApiPort}/api/rawdata");
        var result = await guest.RunAsync(ask, cancel);
        return result.ExitCode == 0
            ? RouterJudgement.Of(platform, result.Text)
            : new Proof(false, $"the router's API does not answer: {result.Error.Trim()}");
    }
}
