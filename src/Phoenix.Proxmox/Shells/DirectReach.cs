using System.Net;
using System.Net.Sockets;

namespace Phoenix.Proxmox;

/// <summary>Reaches the platform from this process' own network: on the Proxmox host, or on a machine of its network.</summary>
public sealed class DirectReach : INetworkReach
{
    /// <inheritdoc />
    public async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
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

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connected, so that an answer from anybody else is dropped and a closed port is an error.
        await socket.ConnectAsync(endpoint, cancel);
        await socket.SendAsync(datagram, cancel);
        var answer = new byte[65535];
        return answer.AsMemory(0, await socket.ReceiveAsync(answer, cancel));
    }
}
