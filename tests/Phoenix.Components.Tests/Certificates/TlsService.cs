using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Proxmox;

namespace Phoenix.Components.Tests.Certificates;

/// <summary>A service that shows the certificate of two files, read at every handshake unless it is stuck with an old one.</summary>
internal sealed class TlsService : INetworkReach, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<X509Certificate2> _certificate;
    private readonly Task _serving;

    public TlsService(Func<X509Certificate2> certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel) =>
        throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _serving;
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                using var certificate = _certificate();
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(certificate);
            }
            catch (Exception failure)
                when (failure is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client went away, or the test ends.
            }
        }
    }
}
