using System.Net;
using System.Net.Sockets;
using Phoenix.Proxmox.Depot;

namespace Phoenix.Lab.Network;

/// <summary>Opens the depot's socket on the lab's host: in the lab's network namespace.</summary>
public sealed class NamespaceDoor(LabName lab) : IDepotDoor
{
    private readonly NamespaceSockets _sockets = new(lab.NamespacePath);

    /// <inheritdoc />
    public Task<Socket> ListenAsync(IPAddress address, int port, CancellationToken cancel) =>
        Task.FromResult(_sockets.Listen(new IPEndPoint(address, port)));
}
