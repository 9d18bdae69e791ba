using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Proxmox.Depot;

/// <summary>Serves one file, once, under a path that nobody can guess, to one address. Closed, it refuses everybody.</summary>
internal sealed class DepotServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket listener;
    private readonly IPAddress guest;
    private readonly string file;
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private volatile bool delivered;

    private DepotServer(Socket listener, IPAddress guest, string file)
    {
        (this.listener, this.guest, this.file) = (listener, guest, file);
        Length = new FileInfo(file).Length;
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where the guest connects to.</summary>
    public IPEndPoint Address => (IPEndPoint)listener.LocalEndPoint!;

    /// <summary>The path to ask for; 256 random bits.</summary>
    public string Path { get; } = "/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The file's length.</summary>
    public long Length { get; }

    /// <summary>Opens a server for a guest.</summary>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public static async Task<DepotServer> OpenAsync(
        IDepotDoor door,
        IPAddress host,
        int port,
        IPAddress guest,
        string file,
        CancellationToken cancel
    ) => new(await door.ListenAsync(host, port, cancel), guest, file);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var peer = await listener.AcceptAsync(closing.Token);
                _ = ServeAsync(peer);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // This peer gave up before it was accepted; the next may not.
            }
        }
    }

    private async Task ServeAsync(Socket peer)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        await using var stream = new NetworkStream(peer, ownsSocket: true);
        try
        {
            if (!AddressOf(peer).Equals(guest))
            {
                return;
            }

            patience.CancelAfter(Patience);
            if (await DepotRequest.ReadAsync(stream, patience.Token) is { } request)
            {
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
                await AnswerAsync(stream, request, patience.Token);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The guest asks again, from where it is.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, DepotRequest request, CancellationToken cancel)
    {
        var isIt = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(request.Path), Encoding.ASCII.GetBytes(Path));
        if (!isIt || delivered)
        {
            await WriteHeadAsync(stream, "404 Not Found", 0, null, cancel);
        }
        else if (request.Method != "GET")
        {
            await WriteHeadAsync(stream, "405 Method Not Allowed", 0, "Allow: GET", cancel);
        }
        else if (request.Offset > Length)
        {
            await WriteHeadAsync(stream, "416 Range Not Satisfiable", 0, $"Content-Range: bytes */{Length}", cancel);
        }
        else
        {
            await SendAsync(stream, request.Offset, cancel);
        }
    }

    private async Task SendAsync(NetworkStream stream, long offset, CancellationToken cancel)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        content.Seek(offset, SeekOrigin.Begin);
        var range = offset == 0 ? null : $"Content-Range: bytes {offset}-{Length - 1}/{Length}";
        await WriteHeadAsync(stream, offset == 0 ? "200 OK" : "206 Partial Content", Length - offset, range, cancel);
        await content.CopyToAsync(stream, cancel);
        // Everything has left; whether it arrived, the guest says by its check.
        stream.Socket.Shutdown(SocketShutdown.Send);
        _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancel);
        delivered = true;
    }

    private static ValueTask WriteHeadAsync(NetworkStream stream, string status, long length, string? header, CancellationToken cancel)
    {
        var extra = header is null ? "" : header + "\r\n";
        var head =
            $"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nContent-Type: application/octet-stream\r\n{extra}Connection: close\r\n\r\n";
        return stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancel);
    }

    private static IPAddress AddressOf(Socket peer) =>
        ((IPEndPoint)peer.RemoteEndPoint!).Address is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : ((IPEndPoint)peer.RemoteEndPoint!).Address;
}
