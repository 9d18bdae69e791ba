using System.Collections.Immutable;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>The recorded requests of a real node, sent to the lab's: status, reason phrase, errors and values must come back.</summary>
public sealed class ReplayTests(ReplayTests.Recording recording, ITestOutputHelper output) : IClassFixture<ReplayTests.Recording>
{
    [Theory]
    [InlineData("a-auth", 92)]
    [InlineData("b-node", 74)]
    [InlineData("c-lxc", 555)]
    [InlineData("c-lxc-put", 37)]
    [InlineData("c-lxc-life", 107)]
    [InlineData("c-lxc-more", 146)]
    [InlineData("d-firewall", 208)]
    [InlineData("e-qemu", 208)]
    [InlineData("f-tasks", 17)]
    [InlineData("i-extra", 67)]
    [InlineData("i-start1", 4)]
    [InlineData("m-gaps", 37)]
    public async Task Node_answers_as_recorded(string flow, int least)
    {
        var tally = (await recording.Tallies())[flow];
        output.WriteLine($"{flow}: {tally}");
        foreach (var difference in tally.Differences)
        {
            output.WriteLine($"### {difference}");
        }
        tally.Differences.Length.ShouldBe(0, "answers differ from the recording; they are in the test's output");
        tally.Compared.ShouldBeGreaterThanOrEqualTo(least, "fewer exchanges are compared than before");
    }

    /// <summary>One node for all flows: later ones build on earlier ones.</summary>
    public sealed class Recording
    {
        private static readonly ImmutableHashSet<string> Flows =
        [
            "a-auth",
            "b-node",
            "c-lxc",
            "c-lxc-put",
            "c-lxc-life",
            "c-lxc-more",
            "d-firewall",
            "e-qemu",
            "f-tasks",
            "i-extra",
            "i-start1",
            "m-gaps",
        ];

        private readonly Lazy<Task<ImmutableDictionary<string, FlowTally>>> _tallies = new(static () =>
            Replay.RunAsync(
                Exchange
                    .ReadAll(SharedMaterial.SkipUnlessPresent("proxmox/exchanges.jsonl"))
                    .Where(static exchange => Flows.Contains(exchange.Flow))
            )
        );

        internal Task<ImmutableDictionary<string, FlowTally>> Tallies() => _tallies.Value;
    }
}
