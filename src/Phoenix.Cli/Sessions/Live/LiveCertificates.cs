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
        var authority = scope is RenewalScope.OfGuest ? [] : await RenewAuthorityAsync(context, progress, cancel);
        var leaves = PlatformResources.For(context).OfType<LeafResource>();
        var renewals = await LeafRenewals.RunAsync(
            leaves.Where(leaf => scope is not RenewalScope.OfGuest one || one.Name == leaf.Id.Name),
            onlyWhenDue: scope is RenewalScope.Due,
            progress,
            cancel
        );
        return [.. authority, .. await Task.WhenAll(renewals.Select(renewal => OutcomeAsync(context, renewal, cancel)))];
    }

    // First, since leaves of an intermediate before are issued anew. Told only when there is something to tell.
    private static async Task<ImmutableArray<RenewalOutcome>> RenewAuthorityAsync(
        PlatformContext context,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var parts = new ResourceParts(context);
        var guest = context.Platform.Authority;
        var client = StepCaClient.For(context.Platform, context.Reach, parts.Vault, context.Time);
        var renewal = new CaRenewal(context.Platform, parts.Vault, context.Guest(guest), client.ProveHealthAsync, context.Time)
        {
            IsThere = parts.IsThere(guest),
        };
        PhoenixException? error = null;
        try
        {
            if (!await renewal.RunAsync(progress, cancel))
            {
                return [];
            }
        }
        catch (PhoenixException failure)
        {
            error = failure;
        }

        using var intermediate = await parts.Vault.FindIntermediateAsync(cancel);
        var (serial, until) = intermediate is null
            ? ("", default)
            : (CertificateWords.SerialOf(intermediate), CertificateWords.EndOf(intermediate));
        return [new RenewalOutcome(guest.Name, serial, until, Renewed: error is null) { Error = error }];
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
