using Phoenix.Testing;

namespace Phoenix.Lab.Tests.PortainerStandIn;

public sealed class RecordedCallsTests(ReplayedRecordings replayed) : IClassFixture<ReplayedRecordings>
{
    [Theory]
    [InlineData("a", 18)]
    [InlineData("b", 25)]
    [InlineData("c", 58)]
    [InlineData("d", 100)]
    [InlineData("e", 45)]
    [InlineData("i", 15)]
    public void Recorded_calls_of_a_flow_get_the_recorded_status_shape_and_words(string flow, int atLeast)
    {
        SharedMaterial.SkipUnlessPresent("portainer/exchanges.jsonl");

        if (replayed.Differences(flow).Count > 0)
        {
            Assert.Fail(string.Join('\n', replayed.Differences(flow)));
        }

        replayed.Compared(flow).ShouldBeGreaterThanOrEqualTo(atLeast);
    }
}
