using System.Collections.Immutable;
using Phoenix.Components.Firewall;
using Phoenix.Engine;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Tests.Api;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Firewall;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;
using FirewallRule = Phoenix.Proxmox.Firewall.FirewallRule;
using FirewallScope = Phoenix.Proxmox.Firewall.FirewallScope;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>The platform's firewall brought to a node through its API, and what the node then does with packets.</summary>
public sealed class FirewallResourcesTests
{
    private static readonly Platform Seed = SeedPlatform.Read().Platform!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Firewall_is_brought_up_and_lets_exactly_the_flows_through()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);

        await UpAsync(api);

        var matrix = new PlanMatrix(Seed);
        var model = FirewallModel.Compile(node.Enforcer.Files, matrix.Guests, matrix.Node, (vmid, index) => $"veth{vmid}i{index}");
        model.Skipped.ShouldBeEmpty();
        matrix
            .Connections()
            .Where(connection => (model.Decide(connection.Packet).Seen == FirewallAction.Accept) != connection.IsAllowed)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Second_run_changes_and_writes_nothing()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await UpAsync(api);
        var applied = node.Enforcer.Applied;

        foreach (var resource in Resources(api))
        {
            (await resource.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None, $"{resource.Id}");
            (await resource.VerifyAsync(Cancel)).Holds.ShouldBeTrue($"{resource.Id}");
        }

        node.Enforcer.Applied.ShouldBe(applied);
    }

    [Fact]
    public async Task Rule_and_switch_changed_by_hand_are_drift_and_put_back()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await UpAsync(api);
        var list = FirewallRuleList.Of(FirewallScope.Guest("pve", GuestKind.Container, 102));
        await api.Firewall.Rules.DeleteAsync(list, 0, null, Cancel);
        var mine = new FirewallRule
        {
            Type = FirewallRuleType.In,
            Action = "ACCEPT",
            Protocol = "tcp",
            DestinationPort = "22",
            Comment = "mine",
        };
        await api.Firewall.Rules.PrependAsync(list, mine, null, Cancel);
        await api.Firewall.SetGuestOptionsAsync("pve", GuestKind.Container, 102, new GuestFirewallOptions { PolicyIn = "ACCEPT" }, Cancel);
        var guest = new FirewallGuestResource(Seed, Seed.Router, api);

        var change = await guest.PlanAsync(Cancel);
        await guest.ApplyAsync(change, new Progress<string>(), Cancel);

        change.Fields.Select(field => field.Path).ShouldBe(["policy_in", "rules"]);
        change.Reason.ShouldBe("a rule that Phoenix did not make is kept below its own");
        (await guest.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await api.Firewall.Rules.ListAsync(list, Cancel)).Rules[^1].ShouldBe(mine);
    }

    [Fact]
    public async Task Platform_that_goes_takes_its_part_along_and_nothing_else()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await api.Firewall.IpSets.CreateAsync(FirewallScope.Cluster, new FirewallIpSet("management", null), Cancel);
        var office = new FirewallIpSetEntry("192.168.7.0/24", Except: false, "the office");
        await api.Firewall.IpSets.AddAsync(FirewallScope.Cluster, "management", office, Cancel);
        await UpAsync(api);

        foreach (var resource in Resources(api).Reverse())
        {
            await resource.RemoveAsync(new Progress<string>(), Cancel);
        }

        (await api.Firewall.ClusterOptionsAsync(Cancel)).Enabled.ShouldNotBe(true);
        (await api.Firewall.IpSets.ListAsync(FirewallScope.Cluster, Cancel)).Select(set => set.Name).ShouldBe(["management"]);
        (await api.Firewall.IpSets.EntriesAsync(FirewallScope.Cluster, "management", Cancel)).ShouldBe([office]);
        (await api.Firewall.Rules.ListAsync(FirewallRuleList.Of(FirewallScope.Node("pve")), Cancel)).Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_manage_the_node_stays_while_the_firewall_is_on()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await UpAsync(api);
        var sets = new FirewallSetsResource(Seed, api);

        (await Should.ThrowAsync<PhoenixException>(() => sets.RemoveAsync(new Progress<string>(), Cancel))).Code.ShouldBe(
            Phoenix.Components.Firewall.FirewallErrors.StillOn
        );

        (await sets.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Firewall_that_was_on_keeps_its_policy_and_stays_on()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await api.Firewall.SetClusterOptionsAsync(new ClusterFirewallOptions { Enabled = true, PolicyIn = "ACCEPT" }, Cancel);
        var cluster = new FirewallClusterResource(Seed, api, new HostWithoutSsh());
        await UpAsync(api);

        (await cluster.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        await cluster.RemoveAsync(new Progress<string>(), Cancel);

        var options = await api.Firewall.ClusterOptionsAsync(Cancel);
        (options.Enabled, options.PolicyIn).ShouldBe((true, "ACCEPT"));
    }

    [Fact]
    public async Task Person_on_another_network_is_let_in_before_the_switch_is_thrown()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await new FirewallSetsResource(Seed, api).ApplyAsync(Change.None(FirewallSetsResource.ResourceId), new Progress<string>(), Cancel);
        var cluster = new FirewallClusterResource(Seed, api, new HostOverSsh("192.168.7.5 50000 10.0.0.13 22"));

        await cluster.ApplyAsync(await cluster.PlanAsync(Cancel), new Progress<string>(), Cancel);

        (await api.Firewall.IpSets.EntriesAsync(FirewallScope.Cluster, "management", Cancel))
            .Select(entry => entry.Cidr)
            .ShouldContain("192.168.7.5");
        (await new FirewallSetsResource(Seed, api).PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Those_who_manage_the_node_are_in_the_plan_and_let_in_before_the_switch_is_thrown_and_never_again()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        await new FirewallSetsResource(Seed, api).ApplyAsync(Change.None(FirewallSetsResource.ResourceId), new Progress<string>(), Cancel);
        var office = new FirewallIpSetEntry("192.168.7.0/24", Except: false, "the office");
        await api.Firewall.IpSets.AddAsync(FirewallScope.Cluster, "management", office, Cancel);
        var host = new HostWithConnections(
            """
            0      0                10.0.0.13:8006          127.0.0.1:43650
            0      0                10.0.0.13:22            10.0.0.99:41000
            0      0                10.0.0.13:22          192.168.7.5:41001
            0      0       [::ffff:10.0.0.13]:8006    [::ffff:172.20.0.7]:53922
            0      0       [::ffff:10.0.0.13]:8006    [::ffff:172.20.0.7]:53923
            0      0            [2001:db8::1]:8006             [fd00::7]:53924
            0      0                10.0.0.13:22         198.51.100.66:41002
            0      0            [2001:db8::1]:22          [2001:db8::66]:41003
            """
        );
        var cluster = new FirewallClusterResource(Seed, api, host);

        var change = await cluster.PlanAsync(Cancel);
        await cluster.ApplyAsync(change, new Progress<string>(), Cancel);

        change.Fields.ShouldContain(new FieldDiff("let in", null, "172.20.0.7, fd00::7"));
        (await api.Firewall.IpSets.EntriesAsync(FirewallScope.Cluster, "management", Cancel))
            .Where(entry => entry.Comment?.StartsWith("let in by Phoenix", StringComparison.Ordinal) == true)
            .Select(entry => entry.Cidr)
            .ShouldBe(["172.20.0.7", "fd00::7"], ignoreOrder: true);
        host.Asked.ShouldContain("ss -H -t -n state established ( sport = :22 or sport = :8006 or sport = :3128 )");
        host.Asked.Clear();
        (await cluster.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await new FirewallSetsResource(Seed, api).PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        host.Asked.ShouldBeEmpty();
    }

    private static async Task UpAsync(ProxmoxClient api)
    {
        foreach (var resource in Resources(api))
        {
            await resource.ApplyAsync(await resource.PlanAsync(Cancel), new Progress<string>(), Cancel);
        }
    }

    /// <summary>All of them, each after what it depends on.</summary>
    private static ImmutableArray<IResource> Resources(ProxmoxClient api) =>
        [
            new FirewallSetsResource(Seed, api),
            new FirewallNodeResource(Seed, api),
            .. Seed.Guests.Select(guest => new FirewallGuestResource(Seed, guest, api)),
            new FirewallClusterResource(Seed, api, new HostWithoutSsh()),
        ];

    private static Task<LabNode> StartAsync() => LabNode.StartAsync(options => options with { NodeName = "pve" });

    private static ProxmoxClient ClientOf(LabNode node) =>
        new(
            new ProxmoxConnection
            {
                Endpoint = new Uri(node.Api.Url),
                Credentials = new ProxmoxCredentials.Token(node.Api.Token, node.Api.Secret),
                Pin = CertificatePin.Parse(node.Api.Fingerprint),
            }
        );

    private sealed class HostWithoutSsh : IHostShell
    {
        public string Name => "host pve";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel) =>
            Task.FromResult(new ShellResult(1, ReadOnlyMemory<byte>.Empty, ""));
    }

    private sealed class HostOverSsh(string connection) : IHostShell
    {
        public string Name => "host pve";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel) =>
            Task.FromResult(new ShellResult(0, System.Text.Encoding.ASCII.GetBytes(connection + "\n"), ""));
    }

    private sealed class HostWithConnections(string connections) : IHostShell
    {
        public string Name => "host pve";

        public List<string> Asked { get; } = [];

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
        {
            Asked.Add(string.Join(' ', command.Arguments));
            var isAsked = command.Arguments[0] == "ss";
            return Task.FromResult(
                new ShellResult(isAsked ? 0 : 1, System.Text.Encoding.ASCII.GetBytes(isAsked ? connections + "\n" : ""), "")
            );
        }
    }
}
