using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>
/// The wire to one Portainer: TLS verified against the platform's root and name, opened through the platform's reach.
/// No cookies, because a session cookie makes Portainer ask for a CSRF token; no redirects, because 303 is its way of saying that it is locked.
/// </summary>
public sealed class PortainerChannel : IDisposable
{
    private readonly PortainerAddress address;
    private readonly HttpClient http;

    /// <summary>A channel; nothing is opened before the first request.</summary>
    public PortainerChannel(PortainerAddress address, INetworkReach reach)
    {
        this.address = address;
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // Portainer restarts itself in process when its certificate changes: old connections are worth nothing then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = async (_, cancel) => await reach.ConnectAsync(address.Endpoint, cancel),
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = address.ServerName,
                CertificateChainPolicy = TrustIn(address.Root),
            },
        };
        http = new HttpClient(handler) { BaseAddress = BaseOf(address), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    internal async Task<PortainerReply> SendAsync(Func<HttpRequestMessage> make, TimeSpan patience, CancellationToken cancel)
    {
        using var request = make();
        if (request.Method != HttpMethod.Get)
        {
            return await SendOnceAsync(request, patience, cancel);
        }

        // A kept connection may have died with a restart of the server; reading again is harmless.
        try
        {
            return await SendOnceAsync(request, patience, cancel);
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.OutcomeUnknown)
        {
            using var again = make();
            return await SendOnceAsync(again, patience, cancel);
        }
    }

    private async Task<PortainerReply> SendOnceAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancel)
    {
        var asked = $"{request.Method} {request.RequestUri!.OriginalString.Split('?')[0]}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            return new PortainerReply(asked, response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (OperationCanceledException exception) when (!cancel.IsCancellationRequested)
        {
            throw Error(
                asked,
                request.Method == HttpMethod.Get ? PortainerErrors.Unreachable : PortainerErrors.OutcomeUnknown,
                $"no answer within {patience.TotalSeconds:0} s",
                exception
            );
        }
        catch (HttpRequestException exception)
        {
            throw Error(asked, CodeOf(exception), Reason(exception), exception);
        }
    }

    internal PhoenixException Error(string asked, ErrorCode code, string reason, Exception cause) =>
        new(code, $"{asked} at {address.Endpoint}: {reason}", cause) { Where = $"Portainer at {address.ServerName}" };

    private static ErrorCode CodeOf(HttpRequestException exception) =>
        exception switch
        {
            { InnerException: AuthenticationException } => PortainerErrors.Untrusted,
            { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => PortainerErrors.Unreachable,
            { HttpRequestError: HttpRequestError.SecureConnectionError } => PortainerErrors.Unreachable,
            { InnerException: SocketException } => PortainerErrors.Unreachable,
            _ => PortainerErrors.OutcomeUnknown,
        };

    private static string Reason(Exception exception) => exception.InnerException is { } inner ? Reason(inner) : exception.Message;

    private static X509ChainPolicy TrustIn(X509Certificate2 root)
    {
        // Leaves live for a day and their revocation is passive: there is nothing to ask online.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        return policy;
    }

    private static Uri BaseOf(PortainerAddress address) => new UriBuilder("https", address.ServerName, address.Endpoint.Port).Uri;
}
