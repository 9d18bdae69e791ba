using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>Everybody listens on every port that a configuration's packets go to, so that a refusal can only be the firewall's.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly List<Socket> sockets = [];
    private readonly ConcurrentDictionary<string, bool> seen = [];

    public Listeners(IScratchEnds node, IEnumerable<Packet> packets)
    {
        foreach (var (end, protocol, port) in packets.Select(packet => (packet.To, packet.Protocol, packet.DestinationPort)).Distinct())
        {
            foreach (var any in new[] { IPAddress.Any, IPAddress.IPv6Any })
            {
                sockets.Add(node.Of(end).Run(() => Listen(protocol, new(any, port))));
            }
        }
    }

    /// <summary>A datagram with that text has arrived.</summary>
    public bool HasSeen(string text) => seen.ContainsKey(text);

    public void Note(ReadOnlySpan<byte> datagram) => seen[Encoding.ASCII.GetString(datagram)] = true;

    public void Dispose() => sockets.ForEach(socket => socket.Dispose());

    private Socket Listen(int protocol, IPEndPoint at)
    {
        var socket =
            protocol == ProtocolNames.Tcp
                ? new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(at.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        if (at.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(at);
        if (protocol == ProtocolNames.Tcp)
        {
            // The kernel completes the handshake; nobody need accept.
            socket.Listen(128);
        }
        else
        {
            _ = ReceiveAsync(socket);
        }

        return socket;
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = new byte[256];
        try
        {
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer);
                Note(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
