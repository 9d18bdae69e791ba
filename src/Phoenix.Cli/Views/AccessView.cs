using System.Collections.Immutable;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Views;

/// <summary>How people get to a platform that is up: addresses, names, trust.</summary>
internal static class AccessView
{
    /// <summary>The addresses of the routes as seen from this machine.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="published">Where the gateway is published: <c>address:port</c>.</param>
    public static ImmutableArray<string> Urls(Platform platform, string published)
    {
        var port = published[(published.LastIndexOf(':') + 1)..];
        return [.. platform.Routes.Select(route => $"https://{platform.NameOf(route.Host)}{(port == "443" ? "" : ":" + port)}")];
    }

    /// <summary>The last lines of a run that went well.</summary>
    public static IEnumerable<Line> Render(Platform platform, string published)
    {
        var urls = Urls(platform, published);
        var width = Math.Max(36, urls.Select(url => url.Length).DefaultIfEmpty(0).Max()) + 4;
        for (var at = 0; at < urls.Length; at++)
        {
            yield return Line.Of(at == 0 ? "Open   " : "       ", Tone.Faint)
                .With(urls[at].PadRight(width), Tone.Accent)
                .With(at == 0 ? "(phoenix hosts install makes the names work on this machine)" : "", Tone.Faint);
        }

        yield return Line.Of("Trust  ", Tone.Faint)
            .With("phoenix cert root > root.pem".PadRight(width), Tone.Accent)
            .With("(phoenix trust shows how, for each system)", Tone.Faint);
    }
}
