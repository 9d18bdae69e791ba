using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Proxmox;

namespace Phoenix.Components.Certificates;

/// <summary>Asks a service which certificate it shows.</summary>
public static class ServedCertificate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The serial of the leaf that is shown, lower-case hex; null when no handshake came about.</summary>
    public static async Task<string?> SerialAsync(INetworkReach reach, IPEndPoint endpoint, string name, CancellationToken cancel)
    {
        using var leaf = await FindAsync(reach, endpoint, name, cancel);
        return leaf is null ? null : CertificateWords.SerialOf(leaf);
    }

    /// <summary>The leaf that a handshake under that name shows; null when no handshake came about. Whether the certificate is to be trusted is not asked here: it is compared with the issued one.</summary>
    public static async Task<X509Certificate2?> FindAsync(INetworkReach reach, IPEndPoint endpoint, string name, CancellationToken cancel)
    {
        X509Certificate2? leaf = null;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        try
        {
            await using var stream = await reach.ConnectAsync(endpoint, limited.Token);
            await using var tls = new SslStream(stream);
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = name,
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                {
                    leaf = shown is null ? null : X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
                    return leaf is not null;
                },
            };
            await tls.AuthenticateAsClientAsync(options, limited.Token);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            return leaf;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return leaf;
        }

        return leaf;
    }
}
