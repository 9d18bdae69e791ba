using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phoenix.EndToEnd.Running;

/// <summary>A browser on this machine that trusts the platform's root and knows that its names are published on the loopback.</summary>
public sealed class Door : IDisposable
{
    private readonly X509Certificate2Collection roots = [];
    private readonly SocketsHttpHandler handler;
    private readonly int port;

    private Door(string pem, int port)
    {
        this.port = port;
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
                    return errors == SslPolicyErrors.None;
                },
            },
        };
        Client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The client; ask it for <c>https://hello.phoenix.internal/</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>The same way in for those who bring a protocol of their own, such as WebSockets.</summary>
    public HttpMessageInvoker Invoker => new(handler, disposeHandler: false);

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

    /// <summary>
    /// The status line of an answer to a request whose handshake asks for one name and whose Host header for another, which no client of
    /// the framework would send.
    /// </summary>
    public async Task<string?> StatusOfAsync(string handshake, string host, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = handshake, CertificateChainPolicy = Policy() },
            cancel
        );
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), cancel);
        using var reader = new StreamReader(tls, Encoding.ASCII);
        return await reader.ReadLineAsync(cancel);
    }

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
