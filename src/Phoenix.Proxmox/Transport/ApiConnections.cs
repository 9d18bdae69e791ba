using System.Net;
using System.Net.Security;

namespace Phoenix.Proxmox.Transport;

/// <summary>The HTTP connections to a node, fitted to its manners.</summary>
internal static class ApiConnections
{
    /// <summary>Connections that reads share. The node closes a connection that was idle for five seconds, so it is not kept that long here.</summary>
    public static HttpMessageHandler ForReads(ProxmoxConnection connection) =>
        Handler(connection, TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(5));

    /// <summary>
    /// A new connection for every write: on a kept one the node's closing (idle, after 100 requests, after any error) can cross the request,
    /// and then nobody knows whether a POST or DELETE was executed.
    /// </summary>
    public static HttpMessageHandler ForWrites(ProxmoxConnection connection) => Handler(connection, TimeSpan.Zero, TimeSpan.Zero);

    private static SocketsHttpHandler Handler(ProxmoxConnection connection, TimeSpan idle, TimeSpan life)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            // The machine's proxy is the way to the outside world; a node is inside.
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            PooledConnectionIdleTimeout = idle,
            PooledConnectionLifetime = life,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = connection.Pin is { } pin ? pin.Validate : null,
            },
        };
        if (connection.Connect is { } connect)
        {
            handler.ConnectCallback = (context, cancel) => connect(context.DnsEndPoint, cancel);
        }

        return handler;
    }
}
