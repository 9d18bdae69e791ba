using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Proxmox;

namespace Phoenix.Components.Routes;

/// <summary>Asks for a page as a browser would that trusts the platform's root: TLS verified by name and chain, then HTTP/1.1.</summary>
public sealed class HttpsProbe(INetworkReach reach, TimeProvider time)
{
    /// <summary>One GET of <paramref name="path"/> under <paramref name="name"/> at <paramref name="door"/>.</summary>
    /// <exception cref="HttpRequestException">Refused, not trusted, or no answer; the message says which.</exception>
    public async Task<HttpsAnswer> GetAsync(IPEndPoint door, string name, string path, X509Certificate2 root, CancellationToken cancel)
    {
        string serial = "";
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, token) => await reach.ConnectAsync(door, token),
            SslOptions =
            {
                CertificateChainPolicy = ChainPolicy(root),
                RemoteCertificateValidationCallback = (_, leaf, _, errors) =>
                {
                    serial = leaf?.GetSerialNumberString().ToLowerInvariant() ?? "";
                    return errors == SslPolicyErrors.None;
                },
            },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        var begin = time.GetTimestamp();
        using var answer = await client.GetAsync(new Uri($"https://{name}{path}"), HttpCompletionOption.ResponseContentRead, cancel);
        return new HttpsAnswer((int)answer.StatusCode, time.GetElapsedTime(begin), serial);
    }

    private static X509ChainPolicy ChainPolicy(X509Certificate2 root) =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { root },
            RevocationMode = X509RevocationMode.NoCheck,
        };
}
