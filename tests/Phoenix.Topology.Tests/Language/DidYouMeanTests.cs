using Phoenix.Topology.Language;

namespace Phoenix.Topology.Tests.Language;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("adress", "address")]
    [InlineData("Address", "address")]
    [InlineData("addrses", "address")]
    [InlineData("gate-way", "gateway")]
    [InlineData("hots", "host")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Nearest_word_is_found_when_it_is_near(string written, string? expected) =>
        DidYouMean.Nearest(written, ["address", "gateway", "host", "id"]).ShouldBe(expected);
}
