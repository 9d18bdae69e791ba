using Phoenix.Lab.Firewall;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>The seed's firewall in the kernel, in the lab's own shape: real connections of everybody to everybody.</summary>
public sealed class LabShapeTests
{
    [Fact]
    public async Task Exactly_the_flows_of_the_seed_pass_in_a_lab()
    {
        SkipUnless.Root();
        SkipUnless.Program("nft");
        var cancel = TestContext.Current.CancellationToken;
        var matrix = new PlanMatrix(SeedPlatform.Read().Platform!);
        var connections = matrix.Connections().ToList();
        using var lab = await LabShape.BuildAsync(matrix.Platform, cancel);
        await new NftFirewallEnforcer(lab, matrix.Node).ApplyAsync(matrix.Files, matrix.Guests, cancel);
        using var listeners = new Listeners(lab, connections.Select(connection => connection.Packet));
        var wrong = new List<string>();
        // In portions: a thousand threads at once would be slower than the patience for an answer.
        foreach (var portion in connections.Chunk(200))
        {
            var outcomes = await Task.WhenAll(portion.Select(one => Sender.SendAsync(lab, listeners, one.Packet, Expected(one), cancel)));
            wrong.AddRange(
                portion.Zip(outcomes).Where(pair => Expected(pair.First) != pair.Second).Select(pair => $"{pair.Second}: {pair.First}")
            );
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {connections.Count}");
    }

    private static string Expected((Packet Packet, bool IsAllowed) connection) => connection.IsAllowed ? "ACCEPT" : "DROP";
}
