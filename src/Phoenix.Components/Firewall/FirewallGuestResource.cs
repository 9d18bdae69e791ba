using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>A guest's part of the firewall: its rules are put in place before its switch and its policies, so that nothing it needs is closed on the way.</summary>
public sealed class FirewallGuestResource : Resource<FirewallGuestState>
{
    private readonly Guest guest;
    private readonly string node;
    private readonly FirewallApi api;
    private readonly GuestFirewall declared;
    private readonly OwnedRules rules;
    private readonly OwnedSet? sources;

    /// <summary>The firewall of one guest.</summary>
    public FirewallGuestResource(Platform platform, Guest guest, ProxmoxClient api)
        : base("firewall", guest.Name)
    {
        this.guest = guest;
        this.api = api.Firewall;
        node = platform.Hypervisor.Node;
        declared = FirewallPlan.For(platform).Guests.First(other => other.Guest.Name == guest.Name);
        var scope = FirewallScope.Guest(node, guest.Kind, guest.Id);
        rules = new(platform, new ProxmoxRuleList(this.api.Rules, FirewallRuleList.Of(scope)), declared.Rules);
        sources = declared.Sources is { } set ? new OwnedSet(platform, this.api.IpSets, scope, set) : null;
    }

    private Proof InPlace => new(true, $"{declared.Rules.Length} rules, closed otherwise");

    /// <inheritdoc />
    public override string Title => $"{guest.Name}: {declared.Rules.Length} rules";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => [new("guest", guest.Name), FirewallSetsResource.ResourceId];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        if (sources is not null)
        {
            await sources.ConvergeAsync(cancel);
        }

        await rules.ConvergeAsync(progress, cancel);
        await api.SetGuestOptionsAsync(node, guest.Kind, guest.Id, declared.Options, cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var holds = await ObserveAsync(cancel) is { } observed && Compare(observed).Kind == ChangeKind.None;
        return holds ? InPlace : new Proof(false, "the guest's firewall is not as declared");
    }

    /// <summary>Nothing to do: Proxmox takes the file away with the guest.</summary>
    public override Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc />
    protected override async Task<FirewallGuestState?> ObserveAsync(CancellationToken cancel)
    {
        try
        {
            var options = await api.GuestOptionsAsync(node, guest.Kind, guest.Id, cancel);
            var live = await rules.ReadAsync(cancel);
            return new(options, live, sources is null ? null : await sources.ReadAsync(cancel));
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override Proof ProofOf(FirewallGuestState observed) => InPlace;

    /// <inheritdoc />
    protected override Change Compare(FirewallGuestState observed)
    {
        ImmutableArray<FieldDiff> fields =
        [
            .. Options(observed.Options, declared.Options),
            .. sources?.Compare(observed.Sources) ?? [],
            .. rules.Compare(observed.Rules),
        ];
        return Change.UpdateOf(Id, fields) with { Reason = FirewallRulesState.ReasonOf(rules.Foreign(observed.Rules)) };
    }

    private static IEnumerable<FieldDiff> Options(GuestFirewallOptions live, GuestFirewallOptions declared) =>
        new[]
        {
            new FieldDiff("enable", Word(live.Enabled ?? false), Word(declared.Enabled)),
            new FieldDiff("policy_in", live.PolicyIn ?? "DROP", declared.PolicyIn),
            new FieldDiff("policy_out", live.PolicyOut ?? "ACCEPT", declared.PolicyOut),
            new FieldDiff("ipfilter", Word(live.IpFilter ?? false), Word(declared.IpFilter)),
            // On unless switched off, whatever the schema says.
            new FieldDiff("dhcp", Word(live.Dhcp ?? true), Word(declared.Dhcp)),
            new FieldDiff("macfilter", Word(live.MacFilter ?? true), Word(declared.MacFilter)),
        }.Where(field => field.Live != field.Declared);

    private static string Word(bool? value) => value == true ? "1" : "0";
}

/// <summary>A guest's firewall as it is.</summary>
public sealed record FirewallGuestState(
    GuestFirewallOptions Options,
    ImmutableArray<FirewallRule> Rules,
    ImmutableArray<FirewallIpSetEntry>? Sources
);
