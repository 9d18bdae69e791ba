using System.Collections.Immutable;
using System.Net;
using Phoenix.Components.Firewall;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>Everybody to everybody on every interesting port: which connections a platform's flows allow, and the packets that ask.</summary>
internal sealed class PlanMatrix
{
    /// <summary>A machine far away.</summary>
    public static readonly IPAddress Internet = IPAddress.Parse("203.0.113.9");

    private static readonly ImmutableArray<int> Management = [22, 8006, 3128, 5900];
    private readonly FirewallPlan plan;
    private readonly ImmutableArray<Flow> flows;

    public PlanMatrix(Platform platform)
    {
        (Platform, plan, flows) = (platform, FirewallPlan.For(platform), Flows.For(platform));
    }

    public Platform Platform { get; }

    public FirewallFiles Files =>
        new(
            FirewallPlanText.Cluster(plan),
            FirewallPlanText.Node(plan),
            plan.Guests.ToImmutableSortedDictionary(guest => guest.Guest.Id, FirewallPlanText.Guest)
        );

    public FirewallNode Node =>
        new()
        {
            Bridge = Platform.Network.Bridge,
            LocalNetwork = Platform.Network.Subnet,
            GatewayAddresses = [Platform.Network.Gateway],
        };

    public ImmutableArray<GuestDefinition> Guests => [.. Platform.Guests.Select(Definition)];

    /// <summary>All connections that can be tried, of which the host's own to itself and to the outside are open without a flow.</summary>
    public IEnumerable<(Packet Packet, bool IsAllowed)> Connections() =>
        from sender in Ends
        from receiver in Ends
        where sender.End != receiver.End && !(sender.End is PacketEnd.Host && receiver.End is PacketEnd.Outside)
        from port in Ports
        from protocol in new[] { ProtocolNames.Tcp, ProtocolNames.Udp }
        let packet = new Packet(sender.End, receiver.End)
        {
            Source = sender.Address,
            Destination = receiver.Address,
            Protocol = protocol,
            DestinationPort = port,
        }
        select (packet, IsAllowed(packet));

    public static string MacOf(Guest guest) => $"BC:24:11:{guest.Id >> 16 & 255:X2}:{guest.Id >> 8 & 255:X2}:{guest.Id & 255:X2}";

    private IEnumerable<(PacketEnd End, IPAddress Address)> Ends =>
        [
            (new PacketEnd.Host(), Platform.Network.Host),
            (new PacketEnd.Outside(), Internet),
            .. Platform.Guests.Select(guest => ((PacketEnd)new PacketEnd.OfGuest(guest.Id), guest.Address)),
        ];

    private IEnumerable<int> Ports => flows.Select(flow => flow.Port).Concat(Management).Append(5432).Distinct().Order();

    private bool IsAllowed(Packet packet) =>
        flows.Any(flow =>
            flow.Port == packet.DestinationPort
            && flow.Protocol == (packet.Protocol == ProtocolNames.Tcp ? TransportProtocol.Tcp : TransportProtocol.Udp)
            && Fits(flow.From, packet.From, packet.Source)
            && Fits(flow.To, packet.To, packet.Destination)
        );

    private bool Fits(FlowEnd end, PacketEnd actual, IPAddress address) =>
        end switch
        {
            FlowEnd.Host => actual is PacketEnd.Host,
            FlowEnd.Outside => actual is PacketEnd.Outside,
            FlowEnd.AllGuests => actual is PacketEnd.OfGuest,
            FlowEnd.OfGuest guest => actual is PacketEnd.OfGuest one && one.Vmid == Platform.GuestNamed(guest.Name).Id,
            FlowEnd.OfNetwork network => network.Network.Contains(address),
            _ => false,
        };

    private GuestDefinition Definition(Guest guest) =>
        new()
        {
            Vmid = guest.Id,
            Kind = guest.Kind,
            HostName = guest.Name,
            BaseImage = "none",
            Interfaces =
            [
                new()
                {
                    Index = 0,
                    Name = "eth0",
                    Bridge = Platform.Network.Bridge,
                    HardwareAddress = MacOf(guest),
                    Address = $"{guest.Address}/{Platform.Network.Subnet.PrefixLength}",
                    Firewall = true,
                },
            ],
        };
}
