using System.Net;
using Phoenix.Components.Dnsmasq;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Dnsmasq;

/// <summary>The rendered configuration in the real program, on the loopback.</summary>
public sealed class RealDnsmasqTests
{
    private static readonly Platform Local = Platforms.Seed with
    {
        Network = Platforms.Seed.Network with { Host = IPAddress.Loopback, Forwarders = [] },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Configuration_passes_the_programs_own_test()
    {
        var (exitCode, said) = await DnsmasqCheck.TestAsync(DnsmasqConfig.Render(Platforms.Seed), Cancel);

        exitCode.ShouldBe(0, said);
    }

    [Fact]
    public async Task Every_name_is_answered_and_the_zone_is_proved()
    {
        await using var server = await RunningDnsmasq.StartAsync(Local, Cancel);
        var zone = new DnsZoneResource(Local, new NoHost(), new LoopbackReach(), server.Endpoint);

        (await zone.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        var proof = await zone.VerifyAsync(Cancel);

        proof.Holds.ShouldBeTrue(proof.Seen);
        proof.Seen.ShouldBe("7 names answered, others denied");
    }

    [Theory]
    [InlineData("hello.phoenix.internal", DnsType.Aaaa, DnsAnswer.NoError)]
    [InlineData("hello.phoenix.internal", DnsType.Txt, DnsAnswer.NoError)]
    [InlineData("nothing.phoenix.internal", DnsType.A, DnsAnswer.NoSuchName)]
    [InlineData("HELLO.Phoenix.Internal", DnsType.A, DnsAnswer.NoError)]
    public async Task Name_of_the_platform_is_answered_here_alone(string name, DnsType type, int code)
    {
        await using var server = await RunningDnsmasq.StartAsync(Local, Cancel);

        var answer = await new DnsProbe(new LoopbackReach(), server.Endpoint).AskAsync(name, type, Cancel);

        answer!.Code.ShouldBe(code);
        server.Forwarded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_name_is_forwarded_and_may_lead_into_a_LAN()
    {
        await using var server = await RunningDnsmasq.StartAsync(Local, Cancel);

        var answer = await new DnsProbe(new LoopbackReach(), server.Endpoint).AskAsync("mirror.example.org", DnsType.A, Cancel);

        answer!.Addresses.ShouldBe([IPAddress.Parse("192.168.1.80")]);
        server.Forwarded.ShouldContain("mirror.example.org");
    }

    [Fact]
    public async Task Server_with_another_address_for_a_name_is_a_difference_and_no_proof()
    {
        var moved = Local with { Guests = Local.Guests.SetItem(0, Local.Guests[0] with { Address = IPAddress.Parse("10.0.0.99") }) };
        await using var server = await RunningDnsmasq.StartAsync(Local, Cancel);
        var zone = new DnsZoneResource(moved, new NoHost(), new LoopbackReach(), server.Endpoint);

        var change = await zone.PlanAsync(Cancel);

        change.Fields.ShouldBe([new FieldDiff("step-ca.phoenix.internal", "10.0.0.10", "10.0.0.99")]);
        (await zone.VerifyAsync(Cancel)).Holds.ShouldBeFalse();
    }

    [Fact]
    public async Task Server_that_is_not_there_is_nothing_yet()
    {
        var zone = new DnsZoneResource(
            Local,
            new NoHost(),
            new LoopbackReach(),
            new IPEndPoint(IPAddress.Loopback, RunningDnsmasq.FreePort())
        );

        (await zone.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.Create);
    }
}
