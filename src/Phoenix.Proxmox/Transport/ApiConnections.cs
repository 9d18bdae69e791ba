using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Phoenix.Proxmox.Transport;

/// <summary>The HTTP connections to a node, fitted to its manners.</summary>
internal static class ApiConnections
{
    /// <summary>Connections that reads share. The node closes a connection that was idle for five seconds, so it is not kept that long here.</summary>
    public static SocketsHttpHandler ForReads(ProxmoxConnection connection)
    {
        var handler = Handler(connection);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        if (connection.Connect is { } connect)
        {
            handler.ConnectCallback = (context, cancel) => connect(context.DnsEndPoint, cancel);
        }

        return handler;
    }

    /// <summary>
    /// One connection for one write. On a kept one the node's closing (idle, after 100 requests, after any error) can cross the request; and
    /// SocketsHttpHandler by itself sends a request without a body (every DELETE) up to three times more when the connection ends without an answer.
    /// Either way nobody would know how often the write was executed, so a second connection is refused.
    /// </summary>
    public static SocketsHttpHandler ForOneWrite(ProxmoxConnection connection)
    {
        var handler = Handler(connection);
        var connect = connection.Connect ?? DirectAsync;
        var connected = 0;
        handler.ConnectCallback = (context, cancel) =>
            Interlocked.Increment(ref connected) == 1
                ? connect(context.DnsEndPoint, cancel)
                : ValueTask.FromException<Stream>(new SecondConnectionException());
        return handler;
    }

    private static SocketsHttpHandler Handler(ProxmoxConnection connection) =>
        new()
        {
            UseCookies = false,
            // The machine's proxy is the way to the outside world; a node is inside.
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            ConnectTimeout = connection.ConnectTimeout,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = connection.Pin is { } pin ? pin.Validate : null,
            },
        };

    private static async ValueTask<Stream> DirectAsync(DnsEndPoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The first connection of a write ended without an answer, and the write must not be sent again.</summary>
internal sealed class SecondConnectionException() : IOException("the connection was closed instead of an answer");
