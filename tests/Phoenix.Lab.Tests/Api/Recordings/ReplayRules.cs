using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>Which exchanges are not sent, and which are sent and not compared, each with its reason.</summary>
internal static partial class ReplayRules
{
    private const string NotServed = "not served: ";

    /// <summary>Why an exchange is not sent at all, or null.</summary>
    public static string? Omitted(Exchange exchange, EndpointTable endpoints)
    {
        if (exchange.Headers.Values.Append(exchange.Path).Any(static text => OtherUser.IsMatch(text)))
        {
            return "the lab has no user but root";
        }
        if (ReplayExceptions.NotSent(exchange) is { } reason)
        {
            return reason;
        }
        if (!exchange.Path.StartsWith("/api2/", StringComparison.Ordinal) || exchange.Status is 401 or 501)
        {
            return null;
        }
        RequestPath path;
        try
        {
            path = RequestPath.Parse(exchange.Path);
        }
        catch (Refusal)
        {
            return null;
        }
        return path.Format is "json" or "extjs" && endpoints.Find(exchange.Method, path.Segments) is null
            ? NotServed + Plain(exchange.Method, path)
            : null;
    }

    /// <summary>The method of an exchange that is left out because the lab does not serve it; null when the reason is another.</summary>
    public static string? MethodNotServed(string omitted) =>
        omitted.StartsWith(NotServed, StringComparison.Ordinal) ? omitted[NotServed.Length..] : null;

    /// <summary>Why an answer is not compared, or null.</summary>
    public static string? Different(Exchange exchange)
    {
        if (Poll.IsMatch(exchange.Step))
        {
            return "the moment of a poll";
        }
        return ReplayExceptions.NotCompared(exchange);
    }

    /// <summary>Answers whose <c>value</c> is random: a token's secret.</summary>
    public static bool HasOwnValue(Exchange exchange) => exchange.Path.Contains("/token/", StringComparison.Ordinal);

    private static string Plain(string method, RequestPath path) =>
        $"{method} /" + string.Join('/', path.Segments.Where(static part => part != "pve1" && !Digits.IsMatch(part)).Take(4));

    [GeneratedRegex(@"\.first-status$|^poll-\d|\.status-running$")]
    private static partial Regex Poll { get; }

    [GeneratedRegex("bob(@|%40)pve")]
    private static partial Regex OtherUser { get; }

    [GeneratedRegex(@"[\d:@]")]
    private static partial Regex Digits { get; }
}
