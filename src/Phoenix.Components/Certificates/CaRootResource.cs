using System.Security.Cryptography.X509Certificates;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>The platform's root: made once, kept in the secret store, constrained to the platform. A platform with another domain or subnet needs another root, which every device has to trust anew.</summary>
public sealed class CaRootResource(Platform platform, CaVault vault, TimeProvider time) : Resource<X509Certificate2>("ca", "root")
{
    private static readonly TimeSpan Warning = TimeSpan.FromDays(365);

    /// <inheritdoc />
    public override string Title => $"EC P-256, 10 years, only for {platform.Domain} and {platform.Network.Subnet}";

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        // Looked at anew: a second root by mistake would be worse than none.
        if (change.Kind == ChangeKind.Replace || await vault.FindRootAsync(cancel) is null)
        {
            using var made = await vault.MakeRootAsync(platform, time.GetUtcNow(), cancel);
        }
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        using var root = await vault.RootAsync(cancel);
        var left = CertificateWords.EndOf(root) - time.GetUtcNow();
        var seen = $"root {CertificateWords.Short(CertificateWords.FingerprintOf(root))}";
        return new Proof(left > TimeSpan.Zero, left < Warning ? $"{seen} expires in {CertificateWords.Span(left)}: plan a new one" : seen);
    }

    /// <summary>It outlives the platform, so there is nothing to take away.</summary>
    public override Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(false);

    /// <inheritdoc />
    protected override Task<X509Certificate2?> ObserveAsync(CancellationToken cancel) => vault.FindRootAsync(cancel);

    /// <inheritdoc />
    protected override Change Compare(X509Certificate2 observed)
    {
        var expired = CertificateWords.EndOf(observed) <= time.GetUtcNow();
        return NameConstraints.Hold(observed, platform) && !expired
            ? Change.None(Id)
            : new Change(Id, ChangeKind.Replace)
            {
                IsDestructive = true,
                Reason = expired
                    ? "the root has expired; every device has to trust a new one"
                    : "the domain or the subnet changed; every device has to trust a new root",
            };
    }
}
