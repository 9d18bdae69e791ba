using System.Net;
using System.Net.Sockets;
using System.Text;
using Phoenix.Lab.Firewall;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>The rendered rules in a real kernel: real packets between namespaces must fare as the recorded ones did on the real node.</summary>
public sealed class RealPacketTests
{
    // A wrongly open port answers at once; a wrongly closed one is given the time of a busy machine.
    private static readonly TimeSpan PatienceForNothing = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan PatienceForAnswer = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Packets_fare_under_nftables_as_recorded()
    {
        SkipUnless.Root();
        SkipUnless.Program("nft");
        var cancel = TestContext.Current.CancellationToken;
        var recorded = RecordedVerdicts.Read().Where(IsPlain).GroupBy(packet => packet.Config).ToList();
        using var node = await ScratchNode.BuildAsync(cancel);
        var wrong = new List<string>();
        foreach (var config in recorded)
        {
            await new NftFirewallEnforcer(node, RecordedVerdicts.Node(config.Key.Corosync)).ApplyAsync(
                config.Key.Files,
                config.Key.Guests,
                cancel
            );
            using var listeners = new Listeners(node, config.Select(packet => packet.Packet));
            var outcomes = await Task.WhenAll(config.Select(packet => OutcomeAsync(node, listeners, packet, cancel)));
            wrong.AddRange(
                config.Zip(outcomes).Where(pair => pair.First.Verdict != pair.Second).Select(pair => $"{pair.Second}: {pair.First.Line}")
            );
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {recorded.Sum(config => config.Count())}");
        recorded.Sum(config => config.Count()).ShouldBeGreaterThanOrEqualTo(500);
    }

    /// <summary>What a program can send by a socket: the first packet of a TCP connection or a datagram, from an address of its own.</summary>
    private static bool IsPlain(RecordedPacket recorded) =>
        !recorded.IsCrafted
        && recorded.Packet is { Protocol: ProtocolNames.Tcp or ProtocolNames.Udp, State: ConnectionState.New, Flags: TcpFlags.Syn }
        && recorded.Config.Name is not ("established" or "enable-live")
        && !recorded.Packet.Source.ToString().StartsWith("172.17.", StringComparison.Ordinal)
        && !IsRefusedAtOutput(recorded);

    /// <summary>
    /// The one known difference: a datagram of the host that a guest's rules REJECT is refused here where it is sent, with EPERM, and on the real
    /// node by an ICMP answer of the guest's bridge, with ECONNREFUSED. Neither passes.
    /// </summary>
    private static bool IsRefusedAtOutput(RecordedPacket recorded) =>
        recorded.Packet is { From: PacketEnd.Host, To: PacketEnd.OfGuest, Protocol: ProtocolNames.Udp } && recorded.Verdict == "REJECT";

    private static Task<string> OutcomeAsync(ScratchNode node, Listeners listeners, RecordedPacket recorded, CancellationToken cancel)
    {
        var patience = recorded.Verdict == "DROP" ? PatienceForNothing : PatienceForAnswer;
        return recorded.Packet.Protocol == ProtocolNames.Tcp
            ? TcpAsync(node, recorded.Packet, patience, cancel)
            : UdpAsync(node, listeners, recorded.Packet, patience, cancel);
    }

    private static async Task<string> TcpAsync(ScratchNode node, Packet packet, TimeSpan patience, CancellationToken cancel)
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
        ScratchNode node,
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

    private static Socket Open(ScratchNode node, Packet packet, SocketType type, ProtocolType protocol) =>
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
