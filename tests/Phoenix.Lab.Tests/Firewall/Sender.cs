using System.Net;
using System.Net.Sockets;
using System.Text;
using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>Sends one real packet and says what its sender sees: <c>ACCEPT</c>, <c>REJECT</c> or <c>DROP</c>.</summary>
internal static class Sender
{
    // A wrongly open port answers at once; a wrongly closed one is given the time of a busy machine.
    private static readonly TimeSpan PatienceForNothing = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan PatienceForAnswer = TimeSpan.FromSeconds(5);

    public static Task<string> SendAsync(IScratchEnds ends, Listeners listeners, Packet packet, string expected, CancellationToken cancel)
    {
        var patience = expected == "DROP" ? PatienceForNothing : PatienceForAnswer;
        return packet.Protocol == ProtocolNames.Tcp
            ? TcpAsync(ends, packet, patience, cancel)
            : UdpAsync(ends, listeners, packet, patience, cancel);
    }

    private static async Task<string> TcpAsync(IScratchEnds node, Packet packet, TimeSpan patience, CancellationToken cancel)
    {
        using var socket = Open(node, packet, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(packet.Destination, packet.DestinationPort), limit.Token);
            return "ACCEPT";
        }
        catch (OperationCanceledException)
        {
            return "DROP";
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused ? "REJECT" : "DROP";
        }
    }

    private static async Task<string> UdpAsync(
        IScratchEnds node,
        Listeners listeners,
        Packet packet,
        TimeSpan patience,
        CancellationToken cancel
    )
    {
        using var socket = Open(node, packet, SocketType.Dgram, ProtocolType.Udp);
        var text = Guid.NewGuid().ToString("n");
        var answer = new byte[256];
        try
        {
            await socket.ConnectAsync(new IPEndPoint(packet.Destination, packet.DestinationPort), cancel);
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), cancel);
            // Throws when the packet is refused; a datagram of another packet between the same two ports is as good as received.
            var received = socket.ReceiveAsync(answer, cancel).AsTask();
            for (var until = DateTime.UtcNow + patience; DateTime.UtcNow < until; await Task.Delay(20, cancel))
            {
                if (received.IsCompleted)
                {
                    listeners.Note(answer.AsSpan(0, await received));
                }

                if (listeners.HasSeen(text))
                {
                    return "ACCEPT";
                }
            }

            return "DROP";
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused ? "REJECT" : "DROP";
        }
    }

    private static Socket Open(IScratchEnds node, Packet packet, SocketType type, ProtocolType protocol) =>
        node.Of(packet.From)
            .Run(() =>
            {
                var socket = new Socket(packet.Source.AddressFamily, type, protocol);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                // 40000 stands for any port.
                socket.Bind(new IPEndPoint(packet.Source, packet.SourcePort == 40000 ? 0 : packet.SourcePort));
                return socket;
            });
}
