using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Composition;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Routes;

/// <summary>A route has no state of its own: it follows from the gateway's, the router's and the backend's. It is here to be proved, through every hop.</summary>
public sealed class RouteResource(
    PlatformContext context,
    Route route,
    Func<CancellationToken, Task<X509Certificate2>> root,
    ImmutableArray<ResourceId> dependsOn
) : ProofResource("route", route.Host, dependsOn)
{
    // A backend's health check at the router, and its own start, may need a few rounds after a deploy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public override string Title => $"{context.Platform.NameOf(route.Host)} → {route.To}:{route.Port}";

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var begin = context.Time.GetTimestamp();
        while (true)
        {
            var proof = await ProbeOnceAsync(cancel);
            if (proof.Holds || context.Time.GetElapsedTime(begin) > Patience)
            {
                return proof;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), context.Time, cancel);
        }
    }

    /// <summary>One probe from outside the router: nginx, Traefik, backend.</summary>
    public async Task<Proof> ProbeOnceAsync(CancellationToken cancel)
    {
        var name = context.Platform.NameOf(route.Host);
        try
        {
            var trusted = await root(cancel);
            var door = new IPEndPoint(context.Platform.Gateway.Address, 443);
            var answer = await new HttpsProbe(context.Reach, context.Time).GetAsync(door, name, route.HealthPath ?? "/", trusted, cancel);
            // Without a health path any answer of the backend itself counts; 502 to 504 are those of the hops.
            var holds = route.HealthPath is null ? answer.Status is < 500 and not 404 and not 421 : answer.Status is >= 200 and < 300;
            return new Proof(
                holds,
                $"https://{name}  {answer.Status} in {answer.Took.TotalMilliseconds:0} ms   {context.Platform.Gateway.Name} → {context.Platform.Router.Name} → {route.To}:{route.Port}"
            );
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or IOException
                        or PhoenixException
                        or System.Net.Sockets.SocketException
                        or TaskCanceledException
                && !cancel.IsCancellationRequested
            )
        {
            return new Proof(false, $"https://{name}  {(failure.InnerException ?? failure).Message}");
        }
    }
}
