using System.Collections.Immutable;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>The recorded requests of a real node, sent to the lab's: status, reason phrase, errors and values must come back.</summary>
public sealed class ReplayTests(ReplayTests.Recording recording, ITestOutputHelper output) : IClassFixture<ReplayTests.Recording>
{
    public static TheoryData<string, int> Flows => new(ReplayScope.Replayed.Select(static flow => (flow.Key, flow.Value)));

    [Theory]
    [MemberData(nameof(Flows))]
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

    [Fact]
    public void Every_flow_of_the_recording_is_replayed_or_left_out_for_a_reason() =>
        Recording
            .All()
            .Select(static exchange => exchange.Flow)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(ReplayScope.Replayed.Keys.Concat(ReplayScope.LeftOut.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_deviation_that_is_listed_is_one()
    {
        ReplayExceptions.Idle(Recording.All()).ShouldBeEmpty("entries of the list that no recorded exchange is meant by");
        (await recording.Tallies())
            .Values.SelectMany(static tally => tally.Skipped)
            .Select(ReplayRules.MethodNotServed)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(ReplayScope.NotServed.Keys, "methods that are listed as not served");
    }

    /// <summary>One node for all flows: later ones build on earlier ones.</summary>
    public sealed class Recording
    {
        private readonly Lazy<Task<ImmutableDictionary<string, FlowTally>>> _tallies = new(static () =>
            Replay.RunAsync(All().Where(static exchange => ReplayScope.Replayed.ContainsKey(exchange.Flow)))
        );

        internal static ImmutableArray<Exchange> All() => Exchange.ReadAll(SharedMaterial.SkipUnlessPresent("proxmox/exchanges.jsonl"));

        internal Task<ImmutableDictionary<string, FlowTally>> Tallies() => _tallies.Value;
    }
}
