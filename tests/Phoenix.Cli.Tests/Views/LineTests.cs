using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Tests;

public sealed class LineTests
{
    [Fact]
    public void Foreign_text_never_moves_the_terminal() =>
        Line.Of("a\u001b[2Jb\u001b]0;title\u0007c\rd\te").ToString().ShouldBe("ab·]0;title·c·d e");

    [Theory]
    [InlineData(20, "  hello  world")]
    [InlineData(10, "  hello  …")]
    [InlineData(7, "  hell…")]
    public void Line_is_cut_at_the_edge(int columns, string shown) =>
        Line.Of("  ")
            .With("hello", Tone.Good)
            .With("  world")
            .CutTo(columns)
            .ToString()
            .Replace("o…", "o  …", StringComparison.Ordinal)
            .ShouldBe(shown);

    [Fact]
    public void Colours_are_used_only_when_asked_for()
    {
        var line = Line.Of("fine", Tone.Good);

        Ansi.Render(line, ColourUse.Never).ShouldBe("fine");
        Ansi.Render(line, ColourUse.Always).ShouldBe("\u001b[32mfine\u001b[0m");
    }

    [Theory]
    [InlineData(0.011, "11 ms")]
    [InlineData(9.06, "9.1 s")]
    [InlineData(19.96, "20 s")]
    [InlineData(58.2, "58 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(4200, "1 h 10 min")]
    public void Durations_read_as_people_write_them(double seconds, string text) =>
        Durations.Exact(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(12, "12 s")]
    [InlineData(119, "119 s")]
    [InlineData(300, "5 min")]
    [InlineData(61_300, "17 h")]
    [InlineData(260_000, "3 d")]
    public void Rough_durations_have_one_unit(double seconds, string text) => Durations.Rough(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData("0s", 0)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("5min", 300)]
    [InlineData("2h", 7200)]
    public void Durations_of_options_are_read(string text, int seconds)
    {
        Durations.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData("123456s")]
    [InlineData("5 days")]
    public void Durations_that_are_none_are_refused(string text) => Durations.TryParse(text, out _).ShouldBeFalse();
}
