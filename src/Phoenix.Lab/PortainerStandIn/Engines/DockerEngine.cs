using System.Net;
using System.Net.Sockets;

namespace Phoenix.Lab.PortainerStandIn.Engines;

/// <summary>A Docker engine that can be talked to over HTTP: through its own socket, or through an agent with signed requests.</summary>
internal sealed class DockerEngine : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly Action<HttpRequestMessage> sign;

    private DockerEngine(string host, Uri root, SocketsHttpHandler handler, Action<HttpRequestMessage> sign)
    {
        (Host, Root, http, this.sign) = (host, root, new HttpMessageInvoker(handler), sign);
    }

    /// <summary>How the engine is called in errors, e.g. <c>tcp://10.0.0.102:9001</c>.</summary>
    public string Host { get; }

    /// <summary>Where requests go.</summary>
    public Uri Root { get; }

    public static DockerEngine AtSocket(string path) =>
        new(
            "unix://" + path,
            new Uri("http://docker/"),
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectCallback = async (_, cancel) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            },
            _ => { }
        );

    /// <summary>An agent. Its certificate is its own and new at every start; with <paramref name="skipVerify"/> it is taken as it comes, and the secret is what guards the way.</summary>
    public static DockerEngine AtAgent(string url, AgentKey key, string secret, bool skipVerify)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
        };
        if (skipVerify)
        {
#pragma warning disable CA5359 // The agent's certificate is its own, new at every start: there is nothing to verify it against.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        var at = new Uri(url.Contains("://", StringComparison.Ordinal) ? url : "tcp://" + url);
        return new DockerEngine(
            url,
            new UriBuilder("https", at.Host, at.Port).Uri,
            handler,
            request =>
            {
                request.Headers.TryAddWithoutValidation(AgentKey.PublicKeyHeader, key.PublicKey);
                request.Headers.TryAddWithoutValidation(AgentKey.SignatureHeader, key.Sign(secret));
            }
        );
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Version = HttpVersion.Version11;
        sign(request);
        return http.SendAsync(request, cancel);
    }

    /// <summary>A GET of the engine, e.g. <c>containers/json?all=1</c>.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Root, path));
        return await SendAsync(request, limit.Token);
    }

    public void Dispose() => http.Dispose();
}
