using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>What may reach the node itself: the guests' questions to its DNS, and the depot.</summary>
public sealed class FirewallNodeResource : Resource<FirewallRulesState>
{
    private readonly FirewallPlan plan;
    private readonly OwnedRules rules;
    private readonly OwnedRules none;

    /// <summary>The rules of a platform's node.</summary>
    public FirewallNodeResource(Platform platform, ProxmoxClient api)
        : base("firewall", "node")
    {
        plan = FirewallPlan.For(platform);
        var list = new ProxmoxRuleList(api.Firewall.Rules, FirewallRuleList.Of(FirewallScope.Node(platform.Hypervisor.Node)));
        rules = new(platform, list, plan.Node);
        none = new(platform, list, []);
    }

    private Proof InPlace => new(true, $"{plan.Node.Length} rules in place");

    /// <inheritdoc />
    public override string Title => $"the node: {plan.Node.Length} rules";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => [FirewallSetsResource.ResourceId];

    /// <inheritdoc />
    public override Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) =>
        rules.ConvergeAsync(progress, cancel);

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var holds = rules.Compare(await rules.ReadAsync(cancel)).IsEmpty;
        return holds ? InPlace : new Proof(false, "the rules are not as declared");
    }

    /// <inheritdoc />
    public override Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) => none.ConvergeAsync(progress, cancel);

    /// <inheritdoc />
    protected override async Task<FirewallRulesState?> ObserveAsync(CancellationToken cancel) => new(await rules.ReadAsync(cancel));

    /// <inheritdoc />
    protected override Proof ProofOf(FirewallRulesState observed) => InPlace;

    /// <inheritdoc />
    protected override Change Compare(FirewallRulesState observed) =>
        Change.UpdateOf(Id, rules.Compare(observed.Rules)) with
        {
            Reason = FirewallRulesState.ReasonOf(rules.Foreign(observed.Rules)),
        };
}

/// <summary>A list of rules as it is.</summary>
public sealed record FirewallRulesState(ImmutableArray<FirewallRule> Rules)
{
    internal static string? ReasonOf(int foreign) =>
        foreign switch
        {
            0 => null,
            1 => "a rule that Phoenix did not make is kept below its own",
            _ => $"{foreign} rules that Phoenix did not make are kept below its own",
        };
}
