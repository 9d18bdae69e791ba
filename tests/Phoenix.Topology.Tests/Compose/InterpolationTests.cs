using Phoenix.Topology.Compose;

namespace Phoenix.Topology.Tests.Compose;

public sealed class InterpolationTests
{
    [Theory]
    [InlineData("8080:80", "8080:80")]
    [InlineData("$PORT:80", "9000:80")]
    [InlineData("${PORT}:80", "9000:80")]
    [InlineData("${PORT:-1}:80", "9000:80")]
    [InlineData("${OTHER:-8000}:80", "8000:80")]
    [InlineData("${OTHER-8000}:80", "8000:80")]
    [InlineData("${EMPTY:-8000}", "8000")]
    [InlineData("${EMPTY-8000}", "")]
    [InlineData("${OTHER:-${PORT}}:80", "9000:80")]
    [InlineData("${OTHER:-${ANOTHER:-8000}}:80", "8000:80")]
    [InlineData("${PORT:?needed}", "9000")]
    [InlineData("$$PORT", "$PORT")]
    [InlineData("$OTHER", null)]
    [InlineData("${OTHER}", null)]
    [InlineData("${PORT", null)]
    [InlineData("${}", null)]
    [InlineData("$", null)]
    [InlineData("${OTHER:?needed}", null)]
    public void Variables_are_put_in_or_nothing_is_known(string text, string? expected) =>
        Interpolation
            .Resolve(
                text,
                name =>
                    name switch
                    {
                        "PORT" => "9000",
                        "EMPTY" => "",
                        _ => null,
                    }
            )
            .ShouldBe(expected);

    [Theory]
    [InlineData("${A} $B $$C ${D:-${E}} ${F:+x}", "A B D E F")]
    [InlineData("no variable, 5 $ and ${", "")]
    public void All_variables_of_a_text_are_named(string text, string names) => string.Join(' ', Interpolation.Names(text)).ShouldBe(names);

    [Theory]
    [InlineData("${KNOWN} $KNOWN", "")]
    [InlineData("${A} $B ${C:?why}", "A B C")]
    [InlineData("${A:-} ${B-x} ${C:+x} $$D", "")]
    [InlineData("${A:-${B}} ${A:-${KNOWN}} ${KNOWN:-$C}", "B")]
    public void Variables_without_value_and_default_are_unset(string text, string names) =>
        string.Join(' ', Interpolation.Unset(text, name => name == "KNOWN")).ShouldBe(names);

    [Fact]
    public void Text_of_nothing_but_braces_costs_little() =>
        Interpolation.Names(string.Concat(Enumerable.Repeat("${A:-", 40_000))).ShouldBeEmpty();
}
