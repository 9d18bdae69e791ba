using System.Net;
using Phoenix.Lab.Network;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Network;

public sealed class NatRulesTests
{
    [Fact]
    public void Machines_table_masks_the_uplink_alone() =>
        Golden.Matches(NatRules.OnMachine(LabName.Parse("my-home"), new Uplink(1)), "machine.nft");

    [Fact]
    public void Labs_table_forwards_the_published_port() =>
        Golden.Matches(NatRules.Inside(new LabNetworkPlan { PublishTo = IPAddress.Parse("10.0.0.153") }), "inside.nft");

    [Fact]
    public void Nothing_is_forwarded_when_nobody_is_published() => NatRules.Inside(new LabNetworkPlan()).ShouldNotContain("dnat");
}
