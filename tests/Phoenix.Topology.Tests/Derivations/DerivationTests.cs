using System.Text;
using Phoenix.Testing;

namespace Phoenix.Topology.Tests.Derivations;

public sealed class DerivationTests
{
    private static readonly Platform Seed = SeedPlatform.Read().Platform!;

    [Fact]
    public void Dns_records_of_the_seed() =>
        Golden.Matches(Lines(DnsRecords.For(Seed).Select(record => $"{record.Name}. IN A {record.Address}")), "dns.zone");

    [Fact]
    public void Leaves_of_the_seed() =>
        Golden.Matches(
            Lines(
                Leaves
                    .For(Seed)
                    .Select(leaf =>
                        $"{leaf.Guest}, served on {leaf.Port}\n  CN {leaf.Subject}\n  DNS {string.Join(", ", leaf.DnsNames)}\n  IP {string.Join(", ", leaf.Addresses)}"
                    )
            ),
            "leaves.txt"
        );

    [Fact]
    public void Gateway_servers_of_the_seed() =>
        Golden.Matches(
            Lines(GatewayServers.For(Seed).Select(server => $"{server.HostName} -> {server.Upstream} as {server.UpstreamName}")),
            "gateway.txt"
        );

    [Fact]
    public void Router_routes_of_the_seed() =>
        Golden.Matches(
            Lines(
                RouterRoutes
                    .For(Seed)
                    .Select(route =>
                        $"{route.Name}: {route.HostName} -> {route.Url} as {route.TlsServerName ?? "-"} health {route.HealthPath ?? "-"}"
                    )
            ),
            "router.txt"
        );

    [Fact]
    public void Flows_of_the_seed_each_with_its_reason() =>
        Golden.Matches(
            Lines(
                Flows
                    .For(Seed)
                    .Select(flow =>
                        $"{End(flow.From), -14} -> {End(flow.To), -10} {flow.Protocol.ToString().ToLowerInvariant()} {flow.Port, -5} {flow.Why}"
                    )
            ),
            "flows.txt"
        );

    [Fact]
    public void Start_order_of_the_seed_begins_with_the_ca() =>
        StartOrder
            .For(Seed)
            .Select(step => string.Join(" ", step.Select(guest => guest.Name)))
            .ShouldBe(["step-ca", "nginx traefik drphoenix", "portainer"]);

    [Fact]
    public void Flows_are_each_there_once()
    {
        var flows = Flows.For(Seed);

        flows.DistinctBy(flow => (flow.From, flow.To, flow.Protocol, flow.Port)).Count().ShouldBe(flows.Length);
    }

    [Fact]
    public void Dns_record_of_a_guest_that_is_routed_under_its_own_name_is_the_gateways()
    {
        var records = DnsRecords.For(Seed).Where(record => record.Name == "portainer.phoenix.internal");

        records.ShouldHaveSingleItem().Address.ShouldBe(Seed.Gateway.Address);
    }

    private static string End(FlowEnd end) =>
        end switch
        {
            FlowEnd.OfGuest guest => guest.Name,
            FlowEnd.Host => "(host)",
            FlowEnd.AllGuests => "(all guests)",
            FlowEnd.Outside => "(outside)",
            FlowEnd.OfNetwork network => network.Network.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(end)),
        };

    private static string Lines(IEnumerable<string> lines) => new StringBuilder().AppendJoin('\n', lines).ToString();
}
