using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Phoenix.Components.Portainer.Api;
using Phoenix.Proxmox;

namespace Phoenix.Components.Tests.Portainer;

/// <summary>A TLS server on the loopback that answers what a test says, or hangs up; and the way to it.</summary>
internal sealed class ScriptedPortainer : INetworkReach, IAsyncDisposable
{
    public const string Name = "portainer.phoenix.internal";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2 leaf;
    private readonly Func<ScriptedRequest, ScriptedAnswer?> answer;
    private readonly Task serving;

    public ScriptedPortainer(Func<ScriptedRequest, ScriptedAnswer?> answer, string certifiedName = Name)
    {
        this.answer = answer;
        (Root, leaf) = Certificates(certifiedName);
        listener.Start();
        Channel = new PortainerChannel(new PortainerAddress(new IPEndPoint(IPAddress.Parse("10.0.0.111"), 9443), Name, Root), this);
        serving = ServeAsync();
    }

    public X509Certificate2 Root { get; }

    public PortainerChannel Channel { get; }

    /// <summary>Everything that was asked.</summary>
    public ConcurrentQueue<ScriptedRequest> Requests { get; } = [];

    public PortainerClient Client => new(Channel, new PortainerCredential.ApiKey(new Topology.Secret("ptr_key")));

    public async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        endpoint.ShouldBe(new IPEndPoint(IPAddress.Parse("10.0.0.111"), 9443));
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancel);
        return client.GetStream();
    }

    public Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel) =>
        throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Stop();
        Channel.Dispose();
        leaf.Dispose();
        Root.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    // One request a connection: what a client keeps open is closed under it, as a restart of the server does.
    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(leaf);
            var request = await ScriptedRequest.ReadAsync(tls, stop.Token);
            Requests.Enqueue(request);
            if (answer(request) is not { } said)
            {
                return;
            }

            var body = Encoding.UTF8.GetBytes(said.Body);
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 {said.Status} Said\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"
            );
            await tls.WriteAsync(
                Encoding.ASCII.GetBytes(said.Status == 204 ? head.Replace($"Content-Length: {body.Length}\r\n", "") : head),
                stop.Token
            );
            await tls.WriteAsync(said.Status == 204 ? [] : body, stop.Token);
            await tls.ShutdownAsync();
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client would not have this server.
        }
    }

    private static (X509Certificate2 Root, X509Certificate2 Leaf) Certificates(string name)
    {
        var now = DateTimeOffset.UtcNow;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=test root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var signer = rootRequest.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leafRequest = new CertificateRequest($"CN={name}", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        leafRequest.CertificateExtensions.Add(names.Build());
        using var signed = leafRequest.Create(signer, now.AddMinutes(-5), now.AddMinutes(30), [1]);
        return (X509CertificateLoader.LoadCertificate(signer.RawData), signed.CopyWithPrivateKey(leafKey));
    }
}

internal sealed record ScriptedAnswer(int Status, string Body = "");
