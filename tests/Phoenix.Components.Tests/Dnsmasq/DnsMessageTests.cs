using System.Net;
using CsCheck;
using Phoenix.Components.Dnsmasq;

namespace Phoenix.Components.Tests.Dnsmasq;

public sealed class DnsMessageTests
{
    [Fact]
    public void Question_is_the_bytes_of_the_standard() =>
        Convert
            .ToHexString(DnsMessage.Question(0xabcd, "a.bc.", DnsType.Aaaa))
            .ShouldBe("ABCD01000001000000000000" + "0161026263" + "00" + "001C" + "0001");

    [Fact]
    public void Answer_with_compressed_names_and_an_alias_gives_its_addresses()
    {
        var message = Convert.FromHexString(
            "000181800001000200000000"
                + "0161026263000001"
                + "0001"
                + "C00C000500010000000000040164C00C"
                + "C00C000100010000000000040A000001"
        );

        DnsMessage.Answer(1, message)!.Addresses.ShouldBe([IPAddress.Parse("10.0.0.1")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b")]
    public void Question_for_what_is_no_name_is_refused(string name) =>
        Should.Throw<ArgumentException>(() => DnsMessage.Question(1, name, DnsType.A));

    [Fact]
    public void Answer_to_another_question_is_none() => DnsMessage.Answer(2, DnsMessage.Question(1, "a.b", DnsType.A)).ShouldBeNull();

    [Fact]
    public void Answer_of_any_bytes_never_throws() =>
        Gen
            .Byte.Array[0, 80]
            .Sample(bytes =>
            {
                if (bytes.Length > 2)
                {
                    (bytes[0], bytes[1], bytes[2]) = (0, 7, 0x80);
                }

                DnsMessage.Answer(7, bytes);
            });
}
