using System.Net;
using CsCheck;
using Phoenix.Topology.Reading.Checks;

namespace Phoenix.Topology.Tests.Reading;

public sealed class TakenPortsTests
{
    private static readonly IPAddress?[] Addresses = [null, IPAddress.Parse("10.0.0.1"), IPAddress.Loopback];

    private static readonly Gen<PublishedPort> AnyPort = Gen.Select(
        Gen.Int[0, Addresses.Length - 1],
        Gen.Int[1, 30],
        Gen.Int[0, 4],
        Gen.Bool,
        (address, first, more, isUdp) =>
            new PublishedPort(Addresses[address], first, first + more, isUdp ? TransportProtocol.Udp : TransportProtocol.Tcp)
    );

    [Fact]
    public void Port_is_taken_when_an_earlier_one_overlaps_it() =>
        AnyPort
            .Array[1, 15]
            .Sample(ports =>
            {
                var taken = new TakenPorts();
                for (var at = 0; at < ports.Length; at++)
                {
                    var isTaken = taken.Take(ports[at], "a service", null) is not null;
                    isTaken.ShouldBe(ports[..at].Any(other => Overlap(other, ports[at])));
                }
            });

    private static bool Overlap(PublishedPort one, PublishedPort other) =>
        one.Protocol == other.Protocol
        && one.First <= other.Last
        && other.First <= one.Last
        && (one.Address is null || other.Address is null || one.Address.Equals(other.Address));
}
