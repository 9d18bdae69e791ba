using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>The sets of addresses that rules refer to, and who may manage the node: first of all, since a rule that names no set is refused.</summary>
public sealed class FirewallSetsResource : Resource<FirewallSetsState>
{
    /// <summary>The resource's id.</summary>
    public static readonly ResourceId ResourceId = new("firewall", "sets");

    private readonly ImmutableArray<OwnedSet> sets;
    private readonly FirewallPlan plan;
    private readonly ProxmoxClient api;
    private readonly string marker;

    /// <summary>The sets of a platform.</summary>
    public FirewallSetsResource(Platform platform, ProxmoxClient api)
        : base(ResourceId.Kind, ResourceId.Name)
    {
        (this.api, marker) = (api, FirewallNames.Switch(platform));
        plan = FirewallPlan.For(platform);
        sets = [.. plan.Sets.Add(plan.Management).Select(set => new OwnedSet(platform, api.Firewall.IpSets, FirewallScope.Cluster, set))];
    }

    private Proof InPlace => new(true, $"{sets.Length} sets");

    /// <inheritdoc />
    public override string Title => $"sets of addresses: {string.Join(", ", plan.Sets.Add(plan.Management).Select(set => set.Name))}";

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        foreach (var set in sets)
        {
            await set.ConvergeAsync(cancel);
        }
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var holds = Compare((await ObserveAsync(cancel))!).Kind == ChangeKind.None;
        return holds ? InPlace : new Proof(false, "a set is not as declared");
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var isOurs = (await api.Firewall.IpSets.ListAsync(FirewallScope.Cluster, cancel)).Any(set => set.Name == marker);
        if (isOurs && (await api.Firewall.ClusterOptionsAsync(cancel)).Enabled == true)
        {
            throw new PhoenixException(FirewallErrors.StillOn, "the firewall that Phoenix switched on is still on");
        }

        foreach (var set in sets)
        {
            await set.RemoveAsync(cancel);
        }
    }

    /// <inheritdoc />
    protected override async Task<FirewallSetsState?> ObserveAsync(CancellationToken cancel)
    {
        var live = ImmutableArray.CreateBuilder<ImmutableArray<FirewallIpSetEntry>?>();
        foreach (var set in sets)
        {
            live.Add(await set.ReadAsync(cancel));
        }

        return new(live.DrainToImmutable());
    }

    /// <inheritdoc />
    protected override Proof ProofOf(FirewallSetsState observed) => InPlace;

    /// <inheritdoc />
    protected override Change Compare(FirewallSetsState observed) =>
        Change.UpdateOf(Id, [.. sets.Zip(observed.Sets).SelectMany(pair => pair.First.Compare(pair.Second))]);
}

/// <summary>The entries of each declared set as they are; null: there is no such set.</summary>
public sealed record FirewallSetsState(ImmutableArray<ImmutableArray<FirewallIpSetEntry>?> Sets);
