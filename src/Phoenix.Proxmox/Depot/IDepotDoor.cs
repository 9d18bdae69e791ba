using System.Net;
using System.Net.Sockets;

namespace Phoenix.Proxmox.Depot;

/// <summary>Opens listening sockets on the host's address: from this process when Phoenix runs on the host, inside the lab's network namespace for the lab.</summary>
public interface IDepotDoor
{
    /// <summary>A bound and listening TCP socket; port 0 asks for any free one.</summary>
    /// <exception cref="SocketException">The address is not this machine's, or the port is taken.</exception>
    Task<Socket> ListenAsync(IPAddress address, int port, CancellationToken cancel);
}

/// <summary>The door of a process that runs on the host itself.</summary>
public sealed class DirectDoor : IDepotDoor
{
    /// <inheritdoc />
    public Task<Socket> ListenAsync(IPAddress address, int port, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return Task.FromResult(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
