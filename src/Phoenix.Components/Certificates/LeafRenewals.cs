using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>What <c>phoenix renew</c> does: leaves are renewed one after the other; one that fails does not keep the next from its renewal.</summary>
public static class LeafRenewals
{
    /// <summary>Renews.</summary>
    /// <param name="leaves">Which ones.</param>
    /// <param name="onlyWhenDue">Leaves that are as declared are not touched; otherwise every one is issued anew.</param>
    /// <param name="progress">What is being done.</param>
    /// <param name="cancel">Cancels between and within renewals.</param>
    public static async Task<ImmutableArray<LeafRenewal>> RunAsync(
        IEnumerable<LeafResource> leaves,
        bool onlyWhenDue,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var renewals = ImmutableArray.CreateBuilder<LeafRenewal>();
        foreach (var leaf in leaves)
        {
            renewals.Add(await RunAsync(leaf, onlyWhenDue, progress, cancel));
        }

        return renewals.ToImmutable();
    }

    private static async Task<LeafRenewal> RunAsync(
        LeafResource leaf,
        bool onlyWhenDue,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        try
        {
            if (!onlyWhenDue)
            {
                await leaf.IssueAsync(progress, cancel);
                return await ProvedAsync(leaf, cancel);
            }

            var change = await leaf.PlanAsync(cancel);
            if (change.Kind == ChangeKind.None)
            {
                return new LeafRenewal(leaf.Id.Name, false, null);
            }

            await leaf.ApplyAsync(change, progress, cancel);
            return await ProvedAsync(leaf, cancel);
        }
        catch (PhoenixException failure)
        {
            return new LeafRenewal(leaf.Id.Name, false, failure);
        }
    }

    // Nobody comes after a renewal and starts what does not run, or mends what keeps it from reading its files.
    private static async Task<LeafRenewal> ProvedAsync(LeafResource leaf, CancellationToken cancel)
    {
        var proof = await leaf.VerifyServedAsync(cancel);
        return proof.Holds
            ? new LeafRenewal(leaf.Id.Name, true, null)
            : throw new PhoenixException(CertificateErrors.NotServed, proof.Seen)
            {
                Where = $"{leaf.Id}",
                Help = $"phoenix guest logs {leaf.Id.Name}; phoenix up puts the service right",
            };
    }
}

/// <summary>How one renewal ended.</summary>
/// <param name="Guest">Whose leaf.</param>
/// <param name="Renewed">There is a new one, and it is served; false also when none was due.</param>
/// <param name="Failure">Why it could not be renewed.</param>
public sealed record LeafRenewal(string Guest, bool Renewed, PhoenixException? Failure);
