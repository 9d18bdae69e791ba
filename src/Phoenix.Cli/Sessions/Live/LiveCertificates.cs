using System.Collections.Immutable;
using System.Net;
using Phoenix.Components.Certificates;
using Phoenix.Components.Composition;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The platform's leaves: what is served, and their renewal.</summary>
internal static class LiveCertificates
{
    /// <summary>Every leaf as it is served.</summary>
    public static async Task<ImmutableArray<CertificateStatus>> ReadAsync(PlatformContext context, CancellationToken cancel) =>
        [.. await Task.WhenAll(Leaves.For(context.Platform).Select(leaf => ReadAsync(context, leaf, cancel)))];

    /// <summary>Renews leaves; one that fails does not keep the next from its renewal.</summary>
    public static async Task<ImmutableArray<RenewalOutcome>> RenewAsync(
        PlatformContext context,
        RenewalScope scope,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var leaves = PlatformResources.For(context).OfType<LeafResource>();
        var renewals = await LeafRenewals.RunAsync(
            leaves.Where(leaf => scope is not RenewalScope.OfGuest one || one.Name == leaf.Id.Name),
            onlyWhenDue: scope is RenewalScope.Due,
            progress,
            cancel
        );
        return [.. await Task.WhenAll(renewals.Select(renewal => OutcomeAsync(context, renewal, cancel)))];
    }

    private static async Task<RenewalOutcome> OutcomeAsync(PlatformContext context, LeafRenewal renewal, CancellationToken cancel)
    {
        var request = Leaves.For(context.Platform).First(one => one.Guest == renewal.Guest);
        var served = await ReadAsync(context, request, cancel);
        return new RenewalOutcome(renewal.Guest, served.Serial, served.NotAfter, renewal.Renewed) { Error = renewal.Failure };
    }

    private static async Task<CertificateStatus> ReadAsync(PlatformContext context, LeafRequest leaf, CancellationToken cancel)
    {
        var endpoint = new IPEndPoint(context.Platform.GuestNamed(leaf.Guest).Address, leaf.Port);
        using var served = await ServedCertificate.FindAsync(context.Reach, endpoint, leaf.Subject, cancel);
        if (served is null)
        {
            return new CertificateStatus(leaf.Guest, leaf.DnsNames, "", default, default) { Problem = $"nothing is served on {endpoint}" };
        }

        var (from, until) = (CertificateWords.BeginOf(served), CertificateWords.EndOf(served));
        return new CertificateStatus(leaf.Guest, leaf.DnsNames, CertificateWords.SerialOf(served), from, until)
        {
            Problem = until <= context.Time.GetUtcNow() ? "the certificate has expired" : null,
        };
    }
}
