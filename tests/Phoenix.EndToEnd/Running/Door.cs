using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.EndToEnd.Running;

/// <summary>A browser on this machine that trusts the platform's root and knows that its names are published on the loopback.</summary>
public sealed class Door : IDisposable
{
    private readonly X509Certificate2Collection roots = [];
    private readonly SocketsHttpHandler handler;

    private Door(string pem, int port)
    {
        roots.ImportFromPem(pem);
        handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions =
            {
                CertificateChainPolicy = Policy(),
                RemoteCertificateValidationCallback = (_, leaf, chain, errors) =>
                {
                    Served = leaf is null ? null : X509CertificateLoader.LoadCertificate(leaf.GetRawCertData());
                    Chain = [.. chain!.ChainElements.Select(element => element.Certificate.Subject)];
                    return errors == System.Net.Security.SslPolicyErrors.None;
                },
            },
        };
        Client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The client; ask it for <c>https://hello.phoenix.internal/</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>The leaf of the last handshake.</summary>
    public X509Certificate2? Served { get; private set; }

    /// <summary>Subjects of the chain of the last handshake, the leaf first.</summary>
    public IReadOnlyList<string> Chain { get; private set; } = [];

    /// <summary>The SHA-1 thumbprint of the trusted root.</summary>
    public X509Certificate2 Root => roots[0];

    /// <summary>Opens a door to a platform that is up.</summary>
    public static async Task<Door> OfAsync(PhoenixPlace place, CancellationToken cancel)
    {
        var root = await place.RunAsync(cancel, "cert", "root");
        return new Door(root.ShouldExitWith(0).Output, place.Port);
    }

    /// <summary>The name of every handshake from here on, whatever the Host header says.</summary>
    public void AskUnder(string name) => handler.SslOptions.TargetHost = name;

    /// <inheritdoc />
    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
        Served?.Dispose();
    }

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
