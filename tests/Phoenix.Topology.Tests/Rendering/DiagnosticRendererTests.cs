namespace Phoenix.Topology.Tests.Rendering;

public sealed class DiagnosticRendererTests
{
    private static readonly SourceText Source = new("f.yaml", "first: 1\nsecond: two\n");

    private static readonly Diagnostic Wrong = new(TopologyErrors.All[0], "two is not a number", new SourceSpan("f.yaml", 2, 9, 3))
    {
        Note = "a word",
        Help = "write 2",
    };

    [Fact]
    public void Nothing_found_is_nothing_shown() => DiagnosticRenderer.Render([], [Source]).ToString().ShouldBeEmpty();

    [Fact]
    public void Diagnostic_is_shown_with_place_source_mark_and_help() =>
        DiagnosticRenderer
            .Render([Wrong], [Source])
            .ToString()
            .ShouldBe(
                """
                error PHX1001: two is not a number
                  f.yaml:2:9
                   2 | second: two
                     |         ^^^ a word
                  help: write 2

                1 error in f.yaml                                                                         exit 3

                """,
                StringCompareShould.IgnoreLineEndings
            );

    [Fact]
    public void Pieces_say_what_they_are() =>
        DiagnosticRenderer
            .Render([Wrong with { Severity = Severity.Warning }], [Source])
            .Pieces.Select(piece => piece.Style)
            .ShouldBe([
                TextStyle.Warning,
                TextStyle.Message,
                TextStyle.Place,
                TextStyle.Gutter,
                TextStyle.Plain,
                TextStyle.Gutter,
                TextStyle.Mark,
                TextStyle.Help,
                TextStyle.Plain,
                TextStyle.Count,
            ]);

    [Fact]
    public void Warnings_alone_do_not_speak_of_an_exit_code() =>
        DiagnosticRenderer
            .Render([Wrong with { Severity = Severity.Warning }], [Source])
            .ToString()
            .ShouldEndWith("\n1 warning in f.yaml\n");

    [Fact]
    public void Source_that_is_not_at_hand_leaves_the_note() =>
        DiagnosticRenderer.Render([Wrong], []).ToString().ShouldContain("  f.yaml:2:9\n  a word\n");

    [Fact]
    public void Wide_characters_take_two_columns_before_and_below_the_mark()
    {
        var source = new SourceText("f.yaml", "网: 关x e\u0301: y\n");

        DiagnosticRenderer
            .Render([Wrong with { Span = new SourceSpan("f.yaml", 1, 4, 2) }], [source])
            .ToString()
            .ShouldContain("     |     ^^^ a word\n");
        DiagnosticRenderer
            .Render([Wrong with { Span = new SourceSpan("f.yaml", 1, 11, 1) }], [source])
            .ToString()
            .ShouldContain("     |            ^ a word\n");
    }

    [Fact]
    public void Diagnostics_beyond_the_first_fifty_are_counted_alone()
    {
        var shown = DiagnosticRenderer.Render([.. Enumerable.Repeat(Wrong, 60)], [Source]).ToString();

        shown.Split("error PHX1001").Length.ShouldBe(51);
        shown.ShouldContain("\nand 10 more\n\n60 errors in f.yaml");
    }

    [Fact]
    public void Diagnostic_without_a_help_of_its_own_shows_what_the_code_says() =>
        DiagnosticRenderer.Render([Wrong with { Help = null }], [Source]).ToString().ShouldContain($"  help: {Wrong.Code.Remedy}\n");

    [Fact]
    public void Tab_before_the_mark_does_not_move_the_mark()
    {
        var source = new SourceText("f.yaml", "\tkey:\tvalue\n");
        var diagnostic = Wrong with { Span = new SourceSpan("f.yaml", 1, 7, 5) };

        DiagnosticRenderer.Render([diagnostic], [source]).ToString().ShouldContain("   1 |  key: value\n     |       ^^^^^ a word\n");
    }
}
