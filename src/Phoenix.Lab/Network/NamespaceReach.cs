using System.Net;
using System.Net.Sockets;
using Phoenix.Proxmox;

namespace Phoenix.Lab.Network;

/// <summary>Reaches the platform's addresses as the lab's host does: from its network namespace.</summary>
public sealed class NamespaceReach(LabName lab) : INetworkReach
{
    private const int LargestDatagram = 65535;
    private readonly NamespaceSockets _sockets = new(lab.NamespacePath);

    /// <inheritdoc />
    public async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        try
        {
            return new NetworkStream(await _sockets.ConnectAsync(endpoint, cancel), ownsSocket: true);
        }
        catch (FileNotFoundException)
        {
            // No namespace, no network: to a probe the same as an unreachable address.
            throw new SocketException((int)SocketError.NetworkUnreachable);
        }
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel)
    {
        using var socket = _sockets.Open(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(endpoint, cancel);
        await socket.SendAsync(datagram, cancel);
        var answer = new byte[LargestDatagram];
        var length = await socket.ReceiveAsync(answer.AsMemory(), cancel);
        return answer.AsMemory(0, length);
    }
}
