using System.Collections.Immutable;
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

    private async Task<Proof> ProbeOnceAsync(CancellationToken cancel)
    {
        var asked = await RouteProbe.AskAsync(context, route, root, cancel);
        return asked.Answer is { } answer
            ? new Proof(
                asked.Holds,
                $"{asked.Url}  {answer.Status} in {answer.Took.TotalMilliseconds:0} ms   {context.Platform.Gateway.Name} → {context.Platform.Router.Name} → {route.To}:{route.Port}"
            )
            : new Proof(false, $"{asked.Url}  {asked.Failure}");
    }
}
