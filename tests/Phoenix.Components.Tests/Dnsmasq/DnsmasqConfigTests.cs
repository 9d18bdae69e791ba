using Phoenix.Components.Dnsmasq;
using Phoenix.Testing;

namespace Phoenix.Components.Tests.Dnsmasq;

public sealed class DnsmasqConfigTests
{
    [Fact]
    public void Configuration_of_the_seed_is_the_golden() =>
        Golden.Matches(DnsmasqConfig.Render(Platforms.Seed) + "--- records\n" + DnsmasqConfig.RenderRecords(Platforms.Seed), "seed.txt");

    [Fact]
    public void Forwarders_left_out_means_the_resolvers_of_the_host()
    {
        var text = DnsmasqConfig.Render(Platforms.Seed with { Network = Platforms.Seed.Network with { Forwarders = [] } });

        text.ShouldNotContain("no-resolv");
        text.ShouldNotContain("server=");
    }

    [Fact]
    public void Host_reloads_for_records_and_restarts_for_the_configuration()
    {
        var service = DnsmasqHost.For(Platforms.Seed).Services.Single();

        service.ReloadOn.ShouldBe(["/etc/phoenix/dns/home.hosts"]);
        service.RestartOn.ShouldBe(["/etc/dnsmasq.d/phoenix-home.conf"]);
        service.CheckBefore.ShouldContain("--test");
    }
}
