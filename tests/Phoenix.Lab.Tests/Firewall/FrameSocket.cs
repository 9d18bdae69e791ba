using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>Sends and sees whole frames on the interface <c>eth0</c> of a namespace.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const int EveryProtocol = 0x0300; // ETH_P_ALL, in network order
    private readonly Socket socket;
    private readonly LinkAddress link;
    private readonly ConcurrentQueue<byte[]> seen = [];

    public FrameSocket(NetworkNamespace space)
    {
        (socket, link) = space.Run(() =>
        {
            var at = new LinkAddress(
                int.Parse(File.ReadAllText("/proc/thread-self/net/igmp").Split('\n').First(line => line.Contains("eth0")).Split('\t')[0])
            );
            var raw = new Socket(System.Net.Sockets.AddressFamily.Packet, SocketType.Raw, (ProtocolType)EveryProtocol);
            raw.Bind(at);
            return (raw, at);
        });
        _ = ReceiveAsync();
    }

    public void Send(byte[] frame) => socket.SendTo(frame, link);

    /// <summary>A frame that carries the text has arrived.</summary>
    public bool HasSeen(byte[] text) => seen.Any(frame => frame.AsSpan().IndexOf(text) >= 0);

    public void Dispose() => socket.Dispose();

    private async Task ReceiveAsync()
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                seen.Enqueue(buffer[..await socket.ReceiveAsync(buffer)]);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>The address of an interface for packet sockets (packet(7)).</summary>
    private sealed class LinkAddress(int index) : EndPoint
    {
        public override System.Net.Sockets.AddressFamily AddressFamily => System.Net.Sockets.AddressFamily.Packet;

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(System.Net.Sockets.AddressFamily.Packet, 20);
            address[2] = 0;
            address[3] = 3;
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, index);
            for (var at = 0; at < 4; at++)
            {
                address[4 + at] = bytes[at];
            }

            return address;
        }

        public override EndPoint Create(SocketAddress socketAddress) => this;
    }
}
