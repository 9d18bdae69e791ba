using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Phoenix.Components.Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

public sealed class OneTimeTokenTests
{
    private readonly ProvisionerKey _key = ProvisionerKey.Make();

    [Fact]
    public void Token_says_who_asks_what_for_whom_and_how_long()
    {
        var claims = PartOf(Mint(), 1);

        claims["iss"]!.ToString().ShouldBe("phoenix");
        claims["sub"]!.ToString().ShouldBe("hello.phoenix.internal");
        claims["aud"]!.ToString().ShouldBe("https://step-ca.phoenix.internal/1.0/sign");
        claims["sans"]!.AsArray().Select(name => $"{name}").ShouldBe(["hello.phoenix.internal", "10.0.0.153"]);
        claims["iat"]!.GetValue<long>().ShouldBe(TestPlatform.Now.ToUnixTimeSeconds());
        (claims["exp"]!.GetValue<long>() - claims["nbf"]!.GetValue<long>()).ShouldBe(300);
        PartOf(Mint(), 0)["kid"]!.ToString().ShouldBe(_key.Id);
    }

    [Fact]
    public void Token_is_signed_by_the_provisioners_key()
    {
        var token = Mint();
        var signed = token[..token.LastIndexOf('.')];
        using var key = ECDsa.Create();
        key.ImportFromPem(_key.Pem.Reveal());

        key.VerifyData(
                Encoding.ASCII.GetBytes(signed),
                Base64Url.DecodeFromChars(token.AsSpan(signed.Length + 1)),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation
            )
            .ShouldBeTrue();
    }

    [Fact]
    public void No_two_tokens_are_the_same() => PartOf(Mint(), 1)["jti"]!.ToString().ShouldNotBe(PartOf(Mint(), 1)["jti"]!.ToString());

    [Fact]
    public void Key_comes_back_from_its_pem_with_the_same_id() => ProvisionerKey.Parse(_key.Pem).Id.ShouldBe(_key.Id);

    [Fact]
    public void Damaged_key_is_an_error() =>
        Should.Throw<PhoenixException>(() => ProvisionerKey.Parse(new Secret("no key"))).Code.ShouldBe(CertificateErrors.DamagedAuthority);

    private string Mint() =>
        OneTimeToken.Mint(
            _key,
            "phoenix",
            "https://step-ca.phoenix.internal/1.0/sign",
            "hello.phoenix.internal",
            ["hello.phoenix.internal", "10.0.0.153"],
            TestPlatform.Now
        );

    private static JsonNode PartOf(string token, int index) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!;
}
