using System.Net;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Tests.Network;

public sealed class UplinkTests
{
    [Fact]
    public void First_uplink_has_the_first_four_addresses()
    {
        var uplink = Uplink.Free([], []);

        uplink.Network.ShouldBe(IPNetwork.Parse("100.64.0.0/30"));
        uplink.Machine.ShouldBe(IPAddress.Parse("100.64.0.1"));
        uplink.Inside.ShouldBe(IPAddress.Parse("100.64.0.2"));
        uplink.MachineName.ShouldBe("phx0");
    }

    [Fact]
    public void Uplinks_of_other_labs_and_networks_of_the_machine_are_left_alone() =>
        Uplink.Free([IPNetwork.Parse("100.64.0.0/29"), IPNetwork.Parse("192.168.0.0/16")], [2]).ShouldBe(new Uplink(3));

    [Fact]
    public void Machine_that_routes_the_whole_range_has_no_room() =>
        Should.Throw<InvalidOperationException>(() => Uplink.Free([IPNetwork.Parse("100.64.0.0/10")], []));

    [Fact]
    public void Routes_are_read_from_the_kernels_table()
    {
        const string Table = """
            Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
            eth0	00000000	010011AC	0003	0	0	0	00000000	0	0	0
            eth0	000011AC	00000000	0001	0	0	0	0000FFFF	0	0	0
            phx0	00004064	00000000	0001	0	0	0	FCFFFFFF	0	0	0
            """;

        MachineRoutes.Parse(Table).ShouldBe([IPNetwork.Parse("172.17.0.0/16"), IPNetwork.Parse("100.64.0.0/30")]);
    }
}
