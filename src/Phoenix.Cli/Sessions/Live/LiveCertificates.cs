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
        var outcomes = ImmutableArray.CreateBuilder<RenewalOutcome>();
        var leaves = PlatformResources.For(context).OfType<LeafResource>();
        foreach (var leaf in leaves.Where(leaf => scope is not RenewalScope.OfGuest one || one.Name == leaf.Id.Name))
        {
            outcomes.Add(await RenewAsync(context, leaf, scope is RenewalScope.Due, progress, cancel));
        }

        return outcomes.ToImmutable();
    }

    private static async Task<RenewalOutcome> RenewAsync(
        PlatformContext context,
        LeafResource leaf,
        bool onlyWhenDue,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var request = Leaves.For(context.Platform).First(one => one.Guest == leaf.Id.Name);
        PhoenixException? error = null;
        var renewed = false;
        try
        {
            var change = await leaf.PlanAsync(cancel);
            if (!onlyWhenDue)
            {
                await leaf.IssueAsync(progress, cancel);
                renewed = true;
            }
            else if (change.Kind != ChangeKind.None)
            {
                await leaf.ApplyAsync(change, progress, cancel);
                renewed = true;
            }
        }
        catch (PhoenixException failure)
        {
            error = failure;
        }

        var served = await ReadAsync(context, request, cancel);
        return new RenewalOutcome(leaf.Id.Name, served.Serial, served.NotAfter, renewed && error is null) { Error = error };
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
