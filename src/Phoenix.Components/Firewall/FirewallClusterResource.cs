using System.Collections.Immutable;
using System.Net;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>
/// The master switch, thrown last: sets, rules and every guest's part are in place by then, and those who manage the node are let in.
/// A firewall that somebody else had switched on keeps its own policies; of one that Phoenix switched on, incoming traffic is closed.
/// </summary>
public sealed class FirewallClusterResource(Platform platform, ProxmoxClient api, IHostShell host)
    : Resource<FirewallClusterState>("firewall", "cluster")
{
    // There is no state file: the node itself remembers who threw the switch, by a set that nothing uses.
    private readonly string marker = FirewallNames.Switch(platform);

    /// <inheritdoc />
    public override string Title => $"the firewall, {FirewallPlan.For(platform).RuleCount} rules in all";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn =>
        [
            FirewallSetsResource.ResourceId,
            new("firewall", "node"),
            .. platform.Guests.Select(guest => new ResourceId("firewall", guest.Name)),
        ];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        var observed = (await ObserveAsync(cancel))!;
        if (!observed.IsEnabled && !observed.IsOurs)
        {
            var comment = FirewallNames.Comment(platform, "the firewall was off before Phoenix switched it on");
            await api.Firewall.IpSets.CreateAsync(FirewallScope.Cluster, new FirewallIpSet(marker, comment), cancel);
        }

        await Operator.LetInAsync(platform, api, observed.Managers, cancel);
        progress.Report("switching on");
        await api.Firewall.SetClusterOptionsAsync(Declared(isOurs: observed.IsOurs || !observed.IsEnabled), cancel);
    }

    /// <summary>The API still answers: nobody was locked out.</summary>
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var isOn = (await api.Firewall.ClusterOptionsAsync(cancel)).Enabled == true;
        return new Proof(isOn, isOn ? "on, and the node's API answers" : "the firewall is off");
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if ((await ObserveAsync(cancel))!.IsOurs)
        {
            progress.Report("switching off, as it was before");
            await api.Firewall.SetClusterOptionsAsync(new ClusterFirewallOptions { Enabled = false }, cancel);
            await api.Firewall.IpSets.DeleteAsync(FirewallScope.Cluster, marker, cancel);
        }
    }

    /// <inheritdoc />
    protected override async Task<FirewallClusterState?> ObserveAsync(CancellationToken cancel)
    {
        var options = await api.Firewall.ClusterOptionsAsync(cancel);
        var sets = await api.Firewall.IpSets.ListAsync(FirewallScope.Cluster, cancel);
        var state = new FirewallClusterState(options.Enabled == true, options.PolicyIn ?? "DROP", sets.Any(set => set.Name == marker));
        // Whoever is connected through a firewall that is on is let in by it already: asked only before it is closed.
        return FieldsOf(state).IsEmpty ? state : state with { Managers = await Operator.FindAsync(platform, api, host, cancel) };
    }

    /// <inheritdoc />
    protected override Change Compare(FirewallClusterState observed)
    {
        var fields = FieldsOf(observed);
        return Change.UpdateOf(
            Id,
            fields.IsEmpty || observed.Managers.IsEmpty ? fields : fields.Add(new("let in", null, string.Join(", ", observed.Managers)))
        );
    }

    private static ImmutableArray<FieldDiff> FieldsOf(FirewallClusterState observed) =>
        [
            .. observed.IsEnabled ? [] : ImmutableArray.Create(new FieldDiff("enable", "0", "1")),
            .. observed.PolicyIn == "DROP" || (observed.IsEnabled && !observed.IsOurs)
                ? []
                : ImmutableArray.Create(new FieldDiff("policy_in", observed.PolicyIn, "DROP")),
        ];

    private static ClusterFirewallOptions Declared(bool isOurs) => new() { Enabled = true, PolicyIn = isOurs ? "DROP" : null };
}

/// <summary>The cluster's switch as it is.</summary>
/// <param name="IsEnabled">It is on.</param>
/// <param name="PolicyIn">What becomes of packets to nodes that no rule decides.</param>
/// <param name="IsOurs">Phoenix switched it on.</param>
public sealed record FirewallClusterState(bool IsEnabled, string PolicyIn, bool IsOurs)
{
    /// <summary>Who manages the node from elsewhere and would be locked out when it is closed; nobody while it is.</summary>
    public ImmutableArray<IPAddress> Managers { get; init; } = [];
}
