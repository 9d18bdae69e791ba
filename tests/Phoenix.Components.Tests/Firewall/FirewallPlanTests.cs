using System.Net;
using Phoenix.Components.Firewall;
using Phoenix.Proxmox.Firewall;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Firewall;

public sealed class FirewallPlanTests
{
    [Fact]
    public void Firewall_of_the_seed_is_the_golden()
    {
        var plan = FirewallPlan.For(Platforms.Seed);

        Golden.Matches(
            string.Join(
                '\n',
                [
                    "--- cluster.fw\n" + FirewallPlanText.Cluster(plan),
                    "--- host.fw\n" + FirewallPlanText.Node(plan),
                    .. plan.Guests.Select(guest => $"--- {guest.Guest.Id}.fw ({guest.Guest.Name})\n" + FirewallPlanText.Guest(guest)),
                ]
            ),
            "seed.fw"
        );
    }

    [Fact]
    public void Flow_between_guests_is_a_rule_at_either_end_and_nowhere_else()
    {
        var plan = FirewallPlan.For(
            Platforms.Seed,
            [new Flow(new FlowEnd.OfGuest("nginx"), new FlowEnd.OfGuest("traefik"), TransportProtocol.Tcp, 443, "onwards")]
        );

        plan.RuleCount.ShouldBe(2);
        Lines(plan, "nginx").ShouldBe(["OUT ACCEPT -dest 10.0.0.12 -p tcp -dport 443 # phoenix/home: onwards"]);
        Lines(plan, "traefik").ShouldBe(["IN ACCEPT -source 10.0.0.153 -p tcp -dport 443 # phoenix/home: onwards"]);
    }

    [Fact]
    public void Question_to_the_hosts_dns_opens_both_the_guests_and_the_node()
    {
        var plan = FirewallPlan.For(
            Platforms.Seed,
            [new Flow(new FlowEnd.AllGuests(), new FlowEnd.Host(), TransportProtocol.Udp, 53, "names")]
        );

        plan.Node.Select(FirewallPlanText.Line)
            .ShouldBe(["IN ACCEPT -source +dc/phoenix-home-guests -p udp -dport 53 # phoenix/home: names"]);
        Lines(plan, "nginx").ShouldBe(["OUT ACCEPT -dest 10.0.0.13 -p udp -dport 53 # phoenix/home: names"]);
    }

    [Theory]
    [InlineData("10.0.0.153/32", true, false)]
    [InlineData("10.0.0.152/30", true, false)]
    [InlineData("10.0.0.0/24", true, true)]
    [InlineData("0.0.0.0/0", true, true)]
    [InlineData("192.168.7.0/24", false, false)]
    public void Allowed_network_opens_the_guests_in_it_as_well(string from, bool gateway, bool router)
    {
        var rule = new AllowRule(IPNetwork.Parse(from), "drphoenix", 5432, TransportProtocol.Tcp, "reports");
        var plan = FirewallPlan.For(Platforms.Seed with { Allow = [rule] });
        const string Out = "OUT ACCEPT -dest 10.0.0.102 -p tcp -dport 5432 # phoenix/home: reports";

        Lines(plan, "nginx").Contains(Out).ShouldBe(gateway);
        Lines(plan, "traefik").Contains(Out).ShouldBe(router);
        Lines(plan, "drphoenix").ShouldNotContain(Out);
        Lines(plan, "drphoenix").Count(line => line.EndsWith("reports", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Firewall_with_a_rule_from_a_guest_is_the_golden()
    {
        var rule = new AllowRule(IPNetwork.Parse("10.0.0.153/32"), "drphoenix", 5432, TransportProtocol.Tcp, "reports");
        var plan = FirewallPlan.For(Platforms.Seed with { Allow = [rule] });

        Golden.Matches(
            string.Join(
                '\n',
                plan.Guests.Where(guest => guest.Guest.Name is "nginx" or "drphoenix")
                    .Select(guest => $"--- {guest.Guest.Id}.fw ({guest.Guest.Name})\n" + FirewallPlanText.Guest(guest))
            ),
            "allow-guest.fw"
        );
    }

    [Fact]
    public void Every_rule_names_its_other_end_so_that_nothing_opens_over_IPv6()
    {
        var plan = FirewallPlan.For(Platforms.Seed);

        plan.Node.Concat(plan.Guests.SelectMany(guest => guest.Rules))
            .ShouldAllBe(rule => (rule.Type == FirewallRuleType.In ? rule.Source : rule.Destination) != null);
    }

    [Fact]
    public void Reason_of_the_user_stays_on_one_line()
    {
        var rule = new AllowRule(IPNetwork.Parse("0.0.0.0/0"), "drphoenix", 5432, TransportProtocol.Tcp, "office\nIN ACCEPT # all");
        var plan = FirewallPlan.For(Platforms.Seed with { Allow = [rule] });

        Lines(plan, "drphoenix")
            .ShouldContain("IN ACCEPT -source 0.0.0.0/1,128.0.0.0/1 -p tcp -dport 5432 # phoenix/home: office IN ACCEPT # all");
    }

    private static IEnumerable<string> Lines(FirewallPlan plan, string guest) =>
        plan.Guests.Single(one => one.Guest.Name == guest).Rules.Select(FirewallPlanText.Line);
}
