using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;
using Phoenix.Components.Tests.Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.StepCa;

/// <summary>Phoenix's client and its rendered configuration, held to the official program.</summary>
public sealed class RealStepCaTests
{
    private static readonly Platform Platform = TestPlatform.OnLoopback;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StepCaOrigin.Bundle)]
    [InlineData(StepCaOrigin.Debian)]
    public async Task Certificates_of_the_platform_are_issued_and_all_others_refused(StepCaOrigin origin)
    {
        await using var ca = await RealStepCa.StartAsync(origin, Platform, new CaVault(new MemorySecretStore()));
        var client = ca.Client(Platform);

        (await client.ProveHealthAsync(Cancel)).ShouldBe(
            new Engine.Proof(
                true,
                $"CA healthy, root {CertificateWords.Short(CertificateWords.FingerprintOf(await ca.Vault.RootAsync(Cancel)))}"
            ),
            string.Join('\n', ca.Log)
        );

        // The whole way: names, lifetime, chain.
        var gateway = LeafOf("nginx.phoenix.internal", ["nginx.phoenix.internal", "hello.phoenix.internal"], ["127.0.0.153"]);
        var issued = await client.SignAsync(RequestFor(gateway), gateway, TimeSpan.FromHours(24), Cancel);
        using var leaf = X509Certificate2.CreateFromPem(issued.ChainPem);
        issued.Serial.ShouldBe(CertificateWords.SerialOf(leaf));
        (issued.NotAfter - DateTimeOffset.UtcNow).ShouldBe(TimeSpan.FromHours(24), TimeSpan.FromMinutes(1));
        (await LeadsToTheRootAsync(ca.Vault, issued)).ShouldBeTrue();
        CertificateWords.IsIssuedBy(leaf, (await ca.Vault.FindIntermediateAsync(Cancel))!).ShouldBeTrue();

        // A week is the longest.
        var week = await client.SignAsync(RequestFor(gateway), gateway, TimeSpan.FromHours(168), Cancel);
        (week.NotAfter - DateTimeOffset.UtcNow).ShouldBe(TimeSpan.FromHours(168), TimeSpan.FromMinutes(1));
        (await RefusalAsync(client, gateway, gateway, TimeSpan.FromHours(200))).ShouldNotBeNullOrWhiteSpace();

        // Names the platform does not have, even below its domain; addresses it does not have; names that were not asked for.
        (await RefusalAsync(client, LeafOf("other.phoenix.internal", ["other.phoenix.internal"], []))).ShouldContain("not allowed");
        (await RefusalAsync(client, LeafOf("nginx.example.org", ["nginx.example.org"], []))).ShouldContain("nginx.example.org");
        (await RefusalAsync(client, LeafOf("nginx.phoenix.internal", ["nginx.phoenix.internal"], ["127.0.0.77"]))).ShouldContain(
            "not allowed"
        );
        (
            await RefusalAsync(client, gateway, LeafOf("nginx.phoenix.internal", ["traefik.phoenix.internal"], []))
        ).ShouldNotBeNullOrWhiteSpace();

        // Another's key, and another's root.
        var stranger = new CaVault(new MemorySecretStore());
        await CopyRootAsync(ca.Vault, stranger);
        (
            await Should.ThrowAsync<PhoenixException>(() =>
                ca.Client(Platform, stranger).SignAsync(RequestFor(gateway), gateway, TimeSpan.FromHours(1), Cancel)
            )
        ).Code.ShouldBe(CertificateErrors.Unreachable);
    }

    [Theory]
    [InlineData(StepCaOrigin.Bundle)]
    [InlineData(StepCaOrigin.Debian)]
    public async Task Token_minted_at_once_after_the_start_is_taken_in_the_end(StepCaOrigin origin)
    {
        await using var ca = await RealStepCa.StartAsync(origin, Platform, new CaVault(new MemorySecretStore()));
        var client = ca.Client(Platform);
        var leaf = LeafOf("traefik.phoenix.internal", ["traefik.phoenix.internal"], []);

        // Not listening yet: asked again without a word, so that the first answer comes within the second of the start.
        (await client.SignAsync(RequestFor(leaf), leaf, TimeSpan.FromMinutes(5), Cancel)).Serial.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(StepCaOrigin.Bundle)]
    [InlineData(StepCaOrigin.Debian)]
    public async Task Leaf_does_not_outlive_the_intermediate(StepCaOrigin origin)
    {
        // Made two years ago but for ten hours.
        var made = DateTimeOffset.UtcNow - CaCertificates.IntermediateLife + TimeSpan.FromHours(10);
        await using var ca = await RealStepCa.StartAsync(origin, Platform, new CaVault(new MemorySecretStore()), made);
        var leaf = LeafOf("traefik.phoenix.internal", ["traefik.phoenix.internal"], []);

        var issued = await ca.Client(Platform).SignAsync(RequestFor(leaf), leaf, TimeSpan.FromHours(24), Cancel);

        using var intermediate = await ca.Vault.FindIntermediateAsync(Cancel);
        issued.NotAfter.ShouldBeLessThan(CertificateWords.EndOf(intermediate!));
        issued.NotAfter.ShouldBe(CertificateWords.EndOf(intermediate!), TimeSpan.FromMinutes(2));
        (await LeadsToTheRootAsync(ca.Vault, issued)).ShouldBeTrue();
    }

    private static async Task<string> RefusalAsync(
        StepCaClient client,
        LeafRequest asked,
        LeafRequest? inRequest = null,
        TimeSpan? life = null
    )
    {
        var error = await Should.ThrowAsync<PhoenixException>(() =>
            client.SignAsync(RequestFor(inRequest ?? asked), asked, life ?? TimeSpan.FromHours(1), Cancel)
        );
        error.Code.ShouldBe(CertificateErrors.NotSigned);
        return error.Remote!;
    }

    private static async Task<bool> LeadsToTheRootAsync(CaVault vault, IssuedLeaf issued)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(issued.ChainPem);
        using var root = await vault.RootAsync(Cancel);
        using var built = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        built.ChainPolicy.ExtraStore.AddRange(chain);
        return chain.Count == 2 && built.Build(chain[0]);
    }

    // A root of the same name and another key.
    private static async Task CopyRootAsync(CaVault from, CaVault to)
    {
        using var root = await from.RootAsync(Cancel);
        using var other = await to.MakeRootAsync(Platform, CertificateWords.BeginOf(root), Cancel);
        other.SubjectName.RawData.ShouldBe(root.SubjectName.RawData);
    }

    private static LeafRequest LeafOf(string subject, ImmutableArray<string> names, string[] addresses) =>
        new()
        {
            Guest = subject.Split('.')[0],
            Subject = subject,
            DnsNames = names,
            Addresses = [.. addresses.Select(IPAddress.Parse)],
            Port = 443,
        };

    private static string RequestFor(LeafRequest leaf)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in leaf.DnsNames)
        {
            names.AddDnsName(name);
        }

        foreach (var address in leaf.Addresses)
        {
            names.AddIpAddress(address);
        }

        var request = new CertificateRequest($"CN={leaf.Subject}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequestPem();
    }
}
