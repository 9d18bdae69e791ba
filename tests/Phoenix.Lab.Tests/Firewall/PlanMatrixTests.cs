using System.Net;
using Phoenix.Lab.Firewall;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>The firewall that follows from a platform, read by the lab's own compiler: exactly the flows pass.</summary>
public sealed class PlanMatrixTests
{
    private static readonly PlanMatrix Seed = new(SeedPlatform.Read().Platform!);

    private static FirewallModel Model => FirewallModel.Compile(Seed.Files, Seed.Guests, Seed.Node, (vmid, index) => $"veth{vmid}i{index}");

    [Fact]
    public void Exactly_the_flows_pass()
    {
        var model = Model;
        var connections = Seed.Connections().ToList();

        connections
            .Where(connection => (model.Decide(connection.Packet).Seen == FirewallAction.Accept) != connection.IsAllowed)
            .ShouldBeEmpty();
        connections.Count(connection => connection.IsAllowed).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Every_line_of_the_plan_is_understood() => Model.Skipped.ShouldBeEmpty();

    [Theory]
    [InlineData(22)]
    [InlineData(8006)]
    public void Machine_of_the_same_network_manages_the_node_and_a_guest_does_not(int port)
    {
        var fromLan = Connection(new PacketEnd.Outside(), "10.0.0.200", port);
        // A guest that lost its own rules still meets the node's.
        var fromGuest = Connection(new PacketEnd.Outside(), $"{Seed.Platform.Gateway.Address}", port);

        Model.Decide(fromLan).Seen.ShouldBe(FirewallAction.Accept);
        Model.Decide(fromGuest).Seen.ShouldBe(FirewallAction.Drop);
    }

    [Fact]
    public void Guest_that_borrows_the_gateways_address_gets_nowhere()
    {
        var packet = new Packet(new PacketEnd.OfGuest(1002), new PacketEnd.OfGuest(102))
        {
            Source = Seed.Platform.Gateway.Address,
            Destination = Seed.Platform.Router.Address,
            Protocol = ProtocolNames.Tcp,
            DestinationPort = 443,
        };

        Model.Decide(packet).Seen.ShouldBe(FirewallAction.Drop);
    }

    [Fact]
    public void Nothing_opens_over_IPv6()
    {
        var packet = new Packet(new PacketEnd.Outside(), new PacketEnd.OfGuest(101))
        {
            Source = IPAddress.Parse("2001:db8::9"),
            Destination = IPAddress.Parse("2001:db8::101"),
            Protocol = ProtocolNames.Tcp,
            DestinationPort = 443,
        };

        Model.Decide(packet).Seen.ShouldBe(FirewallAction.Drop);
    }

    private static Packet Connection(PacketEnd from, string source, int port) =>
        new(from, new PacketEnd.Host())
        {
            Source = IPAddress.Parse(source),
            Destination = Seed.Platform.Network.Host,
            Protocol = ProtocolNames.Tcp,
            DestinationPort = port,
        };
}
