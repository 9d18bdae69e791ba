using System.Collections.Immutable;
using Phoenix.Components.Firewall;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Firewall;

public sealed class OwnedRulesTests
{
    private static readonly ImmutableArray<FirewallRule> Declared = [Own("1"), Own("2"), Own("3")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_of_others_stay_below_in_their_order()
    {
        var list = new FakeRuleList(Foreign("7"), Own("2"), Foreign("8"), Own("9"));

        await new OwnedRules(Platforms.Seed, list, Declared).ConvergeAsync(new Progress<string>(), Cancel);

        list.Rules.ShouldBe([.. Declared, Foreign("7"), Foreign("8")]);
    }

    [Fact]
    public async Task List_as_declared_is_not_written()
    {
        var list = new FakeRuleList([.. Declared, Foreign("7")]);
        var rules = new OwnedRules(Platforms.Seed, list, Declared);

        rules.Compare(list.Rules).ShouldBeEmpty();
        await rules.ConvergeAsync(new Progress<string>(), Cancel);

        list.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_who_writes_in_between_is_not_overwritten()
    {
        var list = new FakeRuleList
        {
            Interruptions = { [1] = rules => rules.Insert(0, Foreign("7")), [4] = rules => rules.Add(Foreign("8")) },
        };

        await new OwnedRules(Platforms.Seed, list, Declared).ConvergeAsync(new Progress<string>(), Cancel);

        list.Rules.ShouldBe([.. Declared, Foreign("7"), Foreign("8")]);
    }

    [Fact]
    public async Task Somebody_who_never_stops_writing_is_an_error()
    {
        var list = new FakeRuleList();
        for (var read = 1; read < 100; read++)
        {
            list.Interruptions[read] = rules => rules.Add(Foreign("7"));
        }

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            new OwnedRules(Platforms.Seed, list, Declared).ConvergeAsync(new Progress<string>(), Cancel)
        );

        error.Code.ShouldBe(FirewallErrors.KeepsChanging);
    }

    [Fact]
    public async Task Rules_switched_off_by_hand_are_drift_and_put_back()
    {
        var list = new FakeRuleList(Declared[0], Declared[1] with { Enabled = false }, Declared[2]);
        var rules = new OwnedRules(Platforms.Seed, list, Declared);

        rules.Compare(list.Rules).Single().Live!.ShouldContain("|IN ACCEPT");
        await rules.ConvergeAsync(new Progress<string>(), Cancel);

        list.Rules.ShouldBe(Declared);
    }

    private static FirewallRule Own(string port) => Foreign(port) with { Comment = "phoenix/home: because" };

    private static FirewallRule Foreign(string port) =>
        new()
        {
            Type = FirewallRuleType.In,
            Action = "ACCEPT",
            Protocol = "tcp",
            DestinationPort = port,
            Comment = "mine",
        };

    /// <summary>A list with the node's manners: digests change with every write, and a stale one is refused.</summary>
    private sealed class FakeRuleList(params ReadOnlySpan<FirewallRule> rules) : IRuleList
    {
        private int reads;

        public ImmutableArray<FirewallRule> Rules { get; private set; } = [.. rules];

        public int Writes { get; private set; }

        /// <summary>What somebody else does right after the read of that number.</summary>
        public Dictionary<int, Func<ImmutableArray<FirewallRule>, ImmutableArray<FirewallRule>>> Interruptions { get; } = [];

        public Task<FirewallRules> ReadAsync(CancellationToken cancel)
        {
            var seen = new FirewallRules(Digest, Rules);
            if (Interruptions.TryGetValue(++reads, out var interrupt))
            {
                Rules = interrupt(Rules);
            }

            return Task.FromResult(seen);
        }

        public Task EditAsync(RuleEdit edit, string? digest, CancellationToken cancel)
        {
            if (digest != Digest)
            {
                throw new PhoenixException(ProxmoxErrors.ChangedMeanwhile, "detected modified configuration");
            }

            Writes++;
            Rules = edit.On(Rules);
            return Task.CompletedTask;
        }

        private string Digest => string.Join('\n', Rules.Select(FirewallPlanText.Line));
    }
}
