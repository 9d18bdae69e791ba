using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.PortainerStandIn.Engines;

/// <summary>Carries a request to an engine and its answer back, both as streams, so that a build context of any size passes through.</summary>
internal static class EngineProxy
{
    private static readonly HashSet<string> KeptFromTheEngine = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host",
        "Connection",
        "Transfer-Encoding",
        "Upgrade",
        "Expect",
        "Cookie",
        "Authorization",
        "X-API-Key",
        "X-CSRF-Token",
        AgentKey.PublicKeyHeader,
        AgentKey.SignatureHeader,
    };

    private static readonly HashSet<string> KeptFromTheClient = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Transfer-Encoding",
        "Keep-Alive",
    };

    /// <summary>Forwards to <paramref name="target"/> (path and query, no leading slash). An engine that cannot be reached is a 502 without a word.</summary>
    public static async Task ForwardAsync(HttpContext context, DockerEngine engine, string target, Func<int, int> status)
    {
        var cancel = context.RequestAborted;
        using var request = RequestFor(context.Request, new Uri(engine.Root, target));
        HttpResponseMessage response;
        try
        {
            response = await engine.SendAsync(request, cancel);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !cancel.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            context.Response.ContentLength = 0;
            return;
        }

        using (response)
        {
            context.Response.StatusCode = status((int)response.StatusCode);
            CopyHeaders(response.Headers, context.Response.Headers);
            CopyHeaders(response.Content.Headers, context.Response.Headers);
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await response.Content.CopyToAsync(context.Response.Body, cancel);
            }
        }
    }

    /// <summary>The path below <c>/docker/</c> with its query, without the API version that a client puts before it.</summary>
    public static string WithoutVersion(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 1 && path[0] == 'v' && char.IsAsciiDigit(path[1]) && path[..slash].Contains('.', StringComparison.Ordinal)
            ? path[(slash + 1)..]
            : path;
    }

    private static HttpRequestMessage RequestFor(HttpRequest from, Uri target)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), target);
        if (from.ContentLength is > 0 || from.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(from.Body);
        }

        foreach (var header in from.Headers.Where(header => !KeptFromTheEngine.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
            }
        }

        return request;
    }

    private static void CopyHeaders(HttpHeaders from, IHeaderDictionary to)
    {
        foreach (var header in from.NonValidated.Where(header => !KeptFromTheClient.Contains(header.Key)))
        {
            to[header.Key] = header.Value.ToArray();
        }
    }
}
