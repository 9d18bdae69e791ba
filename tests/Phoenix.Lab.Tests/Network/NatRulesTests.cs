using System.Net;
using Phoenix.Lab.Network;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Network;

public sealed class NatRulesTests
{
    [Fact]
    public void Machines_table_masks_the_uplink_and_closes_the_machine_but_for_what_guests_need() =>
        Golden.Matches(
            NatRules.OnMachine(
                LabName.Parse("my-home"),
                new Uplink(1),
                [new(IPAddress.Parse("192.168.1.5"), 53, IsResolver: true), new(IPAddress.Parse("169.254.7.7"), 3142, IsResolver: false)]
            ),
            "machine.nft"
        );

    [Fact]
    public void Machine_that_guests_need_nothing_of_is_closed() =>
        NatRules.OnMachine(LabName.Parse("home"), new Uplink(0), []).ShouldContain("        ip protocol icmp accept\n        drop\n");

    [Fact]
    public void Only_services_of_the_machine_and_its_link_are_opened() =>
        MachineServices
            .Select(
                ["192.168.1.5", "9.9.9.9", "169.254.169.254", "2620:fe::fe"],
                [(IPAddress.Parse("192.168.1.5"), 3142), (IPAddress.Parse("151.101.2.132"), 80), (IPAddress.Parse("192.168.1.5"), 3142)],
                [IPAddress.Parse("192.168.1.5"), IPAddress.Parse("127.0.0.1"), IPAddress.Parse("2620:fe::fe")]
            )
            .ShouldBe([
                new MachineService(IPAddress.Parse("192.168.1.5"), 53, IsResolver: true),
                new MachineService(IPAddress.Parse("169.254.169.254"), 53, IsResolver: true),
                new MachineService(IPAddress.Parse("192.168.1.5"), 3142, IsResolver: false),
            ]);

    [Fact]
    public void Labs_table_forwards_the_published_port() =>
        Golden.Matches(NatRules.Inside(new LabNetworkPlan { PublishTo = IPAddress.Parse("10.0.0.153") }), "inside.nft");

    [Fact]
    public void Nothing_is_forwarded_when_nobody_is_published() => NatRules.Inside(new LabNetworkPlan()).ShouldNotContain("dnat");
}
