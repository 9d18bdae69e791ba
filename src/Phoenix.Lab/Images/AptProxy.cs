using System.Text.RegularExpressions;

namespace Phoenix.Lab.Images;

/// <summary>Proxies in apt's configuration and in the environment.</summary>
internal static partial class AptProxy
{
    /// <summary>The proxy's address in a line of apt's configuration, or null.</summary>
    public static string? Find(string line) => Setting().Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The environment's proxies as lines of apt's configuration. As for apt itself, what is configured goes before the environment, and <c>no_proxy</c> before both.</summary>
    public static IEnumerable<string> OfEnvironment(IReadOnlyCollection<string> options, string mirror, Func<string, string?> variable)
    {
        if (IsExempt(new Uri(mirror).IdnHost, variable("no_proxy") ?? variable("NO_PROXY") ?? ""))
        {
            yield break;
        }

        foreach (var scheme in new[] { "http", "https" })
        {
            if (
                variable(scheme + "_proxy") is { } proxy
                && Address().IsMatch(proxy)
                && !options.Any(line => line.StartsWith($"Acquire::{scheme}::Proxy ", StringComparison.OrdinalIgnoreCase))
            )
            {
                yield return $"Acquire::{scheme}::Proxy \"{proxy}\";";
            }
        }
    }

    private static bool IsExempt(string host, string exempt) =>
        exempt
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name.TrimStart('.'))
            .Any(name => name == "*" || host == name || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        "^Acquire::https?::Proxy(?:::[^ ]+)? \"(https?://[^\"]+)\";$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Setting();

    // Nothing that could end the line it is written into.
    [GeneratedRegex("^https?://[^\\s\"';{}]+\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
