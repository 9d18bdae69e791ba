using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>What <c>phoenix renew</c> does: certificates that are due are renewed, nothing else is touched.</summary>
public static class Renewals
{
    /// <summary>Renews what is due, one after the other; a failure does not keep the next from its renewal.</summary>
    /// <param name="resources">In their order: the intermediate, the CA's system, then the leaves.</param>
    /// <param name="progress">What is being done, with the resource in front.</param>
    /// <param name="cancel">Cancels between and within renewals.</param>
    public static async Task<ImmutableArray<Renewal>> RunAsync(
        ImmutableArray<IResource> resources,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var renewals = ImmutableArray.CreateBuilder<Renewal>(resources.Length);
        foreach (var resource in resources)
        {
            renewals.Add(await RunAsync(resource, progress, cancel));
        }

        return renewals.ToImmutable();
    }

    private static async Task<Renewal> RunAsync(IResource resource, IProgress<string> progress, CancellationToken cancel)
    {
        var change = Change.None(resource.Id);
        try
        {
            change = await resource.PlanAsync(cancel);
            if (change.Kind != ChangeKind.None)
            {
                await resource.ApplyAsync(change, new Prefixed(resource.Id, progress), cancel);
            }

            return new Renewal(change, null);
        }
        catch (PhoenixException failure)
        {
            return new Renewal(change, failure);
        }
    }

    private sealed class Prefixed(ResourceId id, IProgress<string> inner) : IProgress<string>
    {
        public void Report(string value) => inner.Report($"{id}: {value}");
    }
}

/// <summary>How one renewal ended.</summary>
/// <param name="Change">What was due; <see cref="ChangeKind.None"/> when nothing was.</param>
/// <param name="Failure">Why it was not done; null when it was, or when nothing was due.</param>
public sealed record Renewal(Change Change, PhoenixException? Failure);
