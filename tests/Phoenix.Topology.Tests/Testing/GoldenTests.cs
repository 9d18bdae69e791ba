using Phoenix.Testing;

namespace Phoenix.Topology.Tests.Testing;

public sealed class GoldenTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"golden-{Guid.NewGuid():n}.txt");

    [Fact]
    public void Golden_same_text_passes_whatever_the_line_ends()
    {
        File.WriteAllText(path, "a\nb\n");

        Should.NotThrow(() => Golden.MatchesFile("a\r\nb", path));
    }

    [Fact]
    public void Golden_other_text_fails_and_shows_the_lines()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PHOENIX_UPDATE_GOLDENS") == "1", "goldens are being written");
        File.WriteAllText(path, "a\nb\nc\nd\n");

        var failure = Should.Throw<Exception>(() => Golden.MatchesFile("a\nB\nc\nd\n", path));

        failure.Message.ShouldContain("  a\n- b\n+ B\n  c");
    }

    [Fact]
    public void Golden_that_is_absent_fails()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PHOENIX_UPDATE_GOLDENS") == "1", "goldens are being written");

        Should.Throw<Exception>(() => Golden.MatchesFile("a", path)).Message.ShouldContain("There is no golden");
    }

    public void Dispose() => File.Delete(path);
}
