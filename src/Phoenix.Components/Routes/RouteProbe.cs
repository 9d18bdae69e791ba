using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Composition;
using Phoenix.Topology;

namespace Phoenix.Components.Routes;

/// <summary>One request for a route through every hop: gateway, router, backend.</summary>
public static class RouteProbe
{
    /// <summary>Asks; a refusal on the way is part of what comes back.</summary>
    public static async Task<RouteAnswer> AskAsync(
        PlatformContext context,
        Route route,
        Func<CancellationToken, Task<X509Certificate2>> root,
        CancellationToken cancel
    )
    {
        var name = context.Platform.NameOf(route.Host);
        try
        {
            var trusted = await root(cancel);
            var door = new IPEndPoint(context.Platform.Gateway.Address, 443);
            var answer = await new HttpsProbe(context.Reach, context.Time).GetAsync(door, name, route.HealthPath ?? "/", trusted, cancel);
            return new RouteAnswer($"https://{name}", answer, null) { Holds = IsOfTheBackend(route, answer.Status) };
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException or PhoenixException or SocketException or TaskCanceledException
                && !cancel.IsCancellationRequested
            )
        {
            return new RouteAnswer($"https://{name}", null, (failure.InnerException ?? failure).Message);
        }
    }

    // Without a health path any answer of the backend itself counts; 404, 421 and 502 to 504 are those of the hops.
    internal static bool IsOfTheBackend(Route route, int status) =>
        route.HealthPath is null ? status is < 500 and not 404 and not 421 : status is >= 200 and < 300;
}

/// <summary>What came of it.</summary>
/// <param name="Url">What was asked, without the path.</param>
/// <param name="Answer">The answer; null when there was none.</param>
/// <param name="Failure">Why there was none.</param>
public sealed record RouteAnswer(string Url, HttpsAnswer? Answer, string? Failure)
{
    /// <summary>The backend answered, and is well.</summary>
    public bool Holds { get; init; }
}
