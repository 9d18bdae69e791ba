using System.Net;
using System.Net.Sockets;

namespace Phoenix.Proxmox;

/// <summary>Opens sockets from where the platform's addresses can be reached, as the Proxmox host reaches them: directly on the host, in the lab's network namespace, or through SSH.</summary>
public interface INetworkReach
{
    /// <summary>A connected stream to an address of the platform.</summary>
    /// <exception cref="SocketException">Refused, unreachable or timed out.</exception>
    Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel);

    /// <summary>Sends one UDP datagram and returns the first answer (DNS probes).</summary>
    /// <exception cref="SocketException">No answer, or unreachable.</exception>
    Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel);
}
