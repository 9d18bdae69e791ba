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
}
