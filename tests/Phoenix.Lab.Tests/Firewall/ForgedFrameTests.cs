using System.Net;
using System.Text;
using Phoenix.Lab.Firewall;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>Frames with forged addresses, odd flags and other protocols, in a real kernel: they must fare as the recorded ones did on the real node.</summary>
public sealed class ForgedFrameTests
{
    private static readonly TimeSpan PatienceForNothing = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan PatienceForArrival = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Frames_fare_under_nftables_as_recorded()
    {
        SkipUnless.Root();
        SkipUnless.Program("nft");
        var cancel = TestContext.Current.CancellationToken;
        var recorded = RecordedVerdicts.Read().Where(IsSeenAtAPort).GroupBy(packet => packet.Config).ToList();
        using var node = await ScratchNode.BuildAsync(cancel);
        var wrong = new List<string>();
        foreach (var config in recorded)
        {
            await new NftFirewallEnforcer(node, RecordedVerdicts.Node(config.Key.Corosync)).ApplyAsync(
                config.Key.Files,
                config.Key.Guests,
                cancel
            );
            // One flow after another would be slow, all at once one connection: each frame has a source port of its own.
            var outcomes = await Task.WhenAll(config.Select((packet, at) => OutcomeAsync(node, packet, 41000 + at, cancel)));
            wrong.AddRange(
                config.Zip(outcomes).Where(pair => pair.First.Verdict != pair.Second).Select(pair => $"{pair.Second}: {pair.First.Line}")
            );
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {recorded.Sum(config => config.Count())}");
        recorded.Sum(config => config.Count()).ShouldBeGreaterThanOrEqualTo(100);
    }

    /// <summary>Forged, and for somebody whose interface sees only what the firewall let through; multicast sources end in stacks, not here.</summary>
    private static bool IsSeenAtAPort(RecordedPacket recorded) =>
        recorded is { IsCrafted: true, Packet.To: not PacketEnd.Host, Packet.Family: Lab.Firewall.AddressFamily.IPv4 }
        && !recorded.Note.Contains("the receiving IP stack", StringComparison.Ordinal);

    private static async Task<string> OutcomeAsync(ScratchNode node, RecordedPacket recorded, int port, CancellationToken cancel)
    {
        var packet = recorded.Packet.SourcePort == 40000 ? recorded.Packet with { SourcePort = port } : recorded.Packet;
        var text = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("n"));
        using var sender = new FrameSocket(node.Of(packet.From));
        using var receiver = new FrameSocket(node.Of(packet.To));
        var sourceMac =
            packet.From is PacketEnd.OfGuest ? packet.SourceMac ?? ScratchNode.MacOf(packet.From) : ScratchNode.MacOf(packet.From);
        sender.Send(Frame.Of(packet, sourceMac, ScratchNode.MacOf(packet.To), text));
        var patience = recorded.Verdict == "ACCEPT" ? PatienceForArrival : PatienceForNothing;
        for (var until = DateTime.UtcNow + patience; DateTime.UtcNow < until; await Task.Delay(20, cancel))
        {
            if (receiver.HasSeen(text))
            {
                return "ACCEPT";
            }
        }

        return "DROP";
    }
}
