using Phoenix.Topology.Compose;

namespace Phoenix.Topology.Tests.Compose;

public sealed class PortSyntaxTests
{
    [Theory]
    [InlineData("8080:80", "8080 Tcp")]
    [InlineData("8080:80/tcp", "8080 Tcp")]
    [InlineData("53:53/udp", "53 Udp")]
    [InlineData("3000-3005:3000-3005", "3000-3005 Tcp")]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1 8080 Tcp")]
    [InlineData("0.0.0.0:8080:80", "8080 Tcp")]
    [InlineData("[::1]:8080:80", "::1 8080 Tcp")]
    [InlineData("80", "chosen by Docker")]
    [InlineData("127.0.0.1::80", "chosen by Docker")]
    public void Port_is_read(string text, string expected)
    {
        PortSyntax.TryParse(text, out var port).ShouldBeTrue();

        var shown = port is null ? "chosen by Docker" : $"{port.Address} {port} {port.Protocol}".Trim();
        shown.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http")]
    [InlineData(":80")]
    [InlineData("0:80")]
    [InlineData("70000:80")]
    [InlineData("8080:80/sctp")]
    [InlineData("9-8:80")]
    [InlineData("host:8080:80")]
    [InlineData("-1:80")]
    public void Port_that_is_none_is_refused(string text) => PortSyntax.TryParse(text, out _).ShouldBeFalse();
}
