using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Tests;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("nginx → traefik …", 17)]
    [InlineData("日本語", 6)]
    [InlineData("e\u0301", 1)]
    [InlineData("🚀 up", 5)]
    [InlineData("한글", 4)]
    [InlineData("𠀀", 2)]
    [InlineData("✓ ✗ ◐ ● ↻", 9)]
    public void Width_is_that_of_a_terminal(string text, int columns) => TextWidth.Of(text).ShouldBe(columns);

    [Theory]
    [InlineData("🚀🚀🚀", 3, "🚀")]
    [InlineData("日本語", 4, "日本")]
    [InlineData("abc", 9, "abc")]
    public void Beginning_cuts_no_letter_in_two(string text, int columns, string beginning) =>
        TextWidth.Beginning(text, columns).ShouldBe(beginning);

    [Fact]
    public void Line_is_cut_by_columns_and_not_by_code_units() => Line.Of("日本語日本語").CutTo(6).ToString().ShouldBe("日本…");
}
