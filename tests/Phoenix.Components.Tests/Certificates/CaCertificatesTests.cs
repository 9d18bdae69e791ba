using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;

namespace Phoenix.Components.Tests.Certificates;

public sealed class CaCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly OpenSsl _openSsl = new();
    private readonly X509Certificate2 _root = CaCertificates.NewRoot(TestPlatform.Home, Now);
    private readonly X509Certificate2 _intermediate;

    public CaCertificatesTests() => _intermediate = CaCertificates.NewIntermediate(TestPlatform.Home, _root, Now);

    [Fact]
    public void Constraints_read_as_meant_by_openssl()
    {
        var text = _openSsl.Run("x509", "-noout", "-text", "-in", _openSsl.Write("root.pem", _root.ExportCertificatePem())).Words;

        text.ShouldContain("X509v3 Name Constraints: critical");
        text.ShouldContain("Permitted:");
        text.ShouldContain("DNS:phoenix.internal");
        text.ShouldContain("IP:10.0.0.0/255.255.255.0");
        text.ShouldContain("CA:TRUE, pathlen:1");
        text.ShouldContain("NIST CURVE: P-256");
    }

    [Theory]
    [InlineData("hello.phoenix.internal")]
    [InlineData("a.b.phoenix.internal")]
    public void Leaf_of_the_platform_is_accepted(string name) => Verify(Leaf(name, IPAddress.Parse("10.0.0.153"))).ShouldEndWith(": OK\n");

    [Theory]
    [InlineData("hello.example.org", "10.0.0.153")]
    [InlineData("phoenix.internal.example.org", "10.0.0.153")]
    [InlineData("notphoenix.internal", "10.0.0.153")]
    [InlineData("hello.phoenix.internal", "10.0.1.1")]
    [InlineData("hello.phoenix.internal", "8.8.8.8")]
    [InlineData("hello.phoenix.internal", "fd00::1")]
    public void Leaf_of_a_foreign_name_or_address_is_refused(string name, string address) =>
        Verify(Leaf(name, IPAddress.Parse(address))).ShouldContain("permitted subtree violation");

    [Fact]
    public void Ca_below_the_intermediate_is_refused()
    {
        using var below = CaCertificates.NewIntermediate(TestPlatform.Home with { Name = "another" }, _intermediate, Now);

        Verify(Leaf("hello.phoenix.internal", IPAddress.Parse("10.0.0.153"), below), below)
            .ShouldContain("path length constraint exceeded");
    }

    [Fact]
    public void Dotnet_refuses_what_openssl_refuses()
    {
        Builds(Leaf("hello.phoenix.internal", IPAddress.Parse("10.0.0.153"))).ShouldBeTrue();
        Builds(Leaf("hello.example.org", IPAddress.Parse("10.0.0.153"))).ShouldBeFalse();
    }

    [Fact]
    public void Intermediate_lives_two_years_from_a_minute_ago_and_never_longer_than_the_root()
    {
        CertificateWords.BeginOf(_intermediate).ShouldBe(Now - TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));
        (CertificateWords.EndOf(_intermediate) - CertificateWords.BeginOf(_intermediate)).ShouldBe(CaCertificates.IntermediateLife);
        using var late = CaCertificates.NewIntermediate(TestPlatform.Home, _root, Now + TimeSpan.FromDays(3600));
        CertificateWords.EndOf(late).ShouldBe(CertificateWords.EndOf(_root));
    }

    [Fact]
    public void Encrypted_key_opens_with_its_password_alone()
    {
        using var key = _intermediate.GetECDsaPrivateKey()!;
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem(
            "open sesame",
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
        );
        var path = _openSsl.Write("key.pem", pem);

        _openSsl.Run("pkey", "-in", path, "-passin", "pass:open sesame", "-noout").ExitCode.ShouldBe(0);
        _openSsl.Run("pkey", "-in", path, "-passin", "pass:wrong", "-noout").ExitCode.ShouldNotBe(0);
        _openSsl.Run("asn1parse", "-in", path).Words.ShouldContain("aes-256-cbc");
    }

    public void Dispose()
    {
        _openSsl.Dispose();
        _root.Dispose();
        _intermediate.Dispose();
    }

    private string Verify(X509Certificate2 leaf, X509Certificate2? below = null)
    {
        var chain = _intermediate.ExportCertificatePem() + "\n" + below?.ExportCertificatePem();
        return _openSsl
            .Run(
                "verify",
                "-CAfile",
                _openSsl.Write("root.pem", _root.ExportCertificatePem()),
                "-untrusted",
                _openSsl.Write("chain.pem", chain),
                _openSsl.Write("leaf.pem", leaf.ExportCertificatePem())
            )
            .Words;
    }

    private bool Builds(X509Certificate2 leaf)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _root },
                ExtraStore = { _intermediate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        return chain.Build(leaf);
    }

    private X509Certificate2 Leaf(string name, IPAddress address, X509Certificate2? signer = null) =>
        TestLeaf.Signed(signer ?? _intermediate, name, address);
}
