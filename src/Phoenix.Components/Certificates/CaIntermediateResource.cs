using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>The intermediate, which signs every leaf on the CA guest: renewed at two thirds of its two years, so that no leaf outlives it.</summary>
public sealed class CaIntermediateResource(Platform platform, CaVault vault, TimeProvider time)
    : Resource<X509Certificate2>("ca", "intermediate")
{
    private X509Certificate2? _root;

    /// <inheritdoc />
    public override string Title => "EC P-256, 2 years, signs leaves only";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => [new("ca", "root")];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        using var made = await vault.MakeIntermediateAsync(platform, time.GetUtcNow(), cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        using var root = await vault.RootAsync(cancel);
        using var intermediate = await vault.FindIntermediateAsync(cancel);
        if (intermediate is null)
        {
            return new Proof(false, "there is no intermediate");
        }

        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { root },
                RevocationMode = X509RevocationMode.NoCheck,
                VerificationTime = time.GetUtcNow().UtcDateTime,
                VerificationTimeIgnored = false,
            },
        };
        return chain.Build(intermediate)
            ? new Proof(true, $"intermediate {CertificateWords.Short(CertificateWords.SerialOf(intermediate))} leads to the root")
            : new Proof(
                false,
                $"the intermediate does not lead to the root: {chain.ChainStatus.FirstOrDefault().StatusInformation.Trim()}"
            );
    }

    /// <summary>It outlives the platform, so there is nothing to take away.</summary>
    public override Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(false);

    /// <inheritdoc />
    protected override async Task<X509Certificate2?> ObserveAsync(CancellationToken cancel)
    {
        _root = await vault.FindRootAsync(cancel);
        return _root is null ? null : await vault.FindIntermediateAsync(cancel);
    }

    /// <inheritdoc />
    protected override Change Compare(X509Certificate2 observed)
    {
        var now = time.GetUtcNow();
        var reason =
            !CertificateWords.IsIssuedBy(observed, _root!) ? "issued by another root"
            : !NameConstraints.Hold(observed, platform) ? "the domain or the subnet changed"
            : CertificateWords.EndOf(observed) <= now ? "it has expired"
            : CertificateWords.RenewalOf(observed) <= now ? $"it expires in {CertificateWords.Span(CertificateWords.EndOf(observed) - now)}"
            : null;
        return reason is null ? Change.None(Id) : new Change(Id, ChangeKind.Update) { Reason = reason };
    }
}
