using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Runtime;

public sealed class GuestFactsTests
{
    private static readonly NetworkInterface Port = new()
    {
        Index = 0,
        Name = "eth0",
        Bridge = "vmbr0",
        HardwareAddress = "BC:24:11:00:00:01",
        Address = "10.0.0.10/24",
        Gateway = "10.0.0.1",
    };

    [Fact]
    public void Hosts_file_names_the_guest_under_its_address() =>
        GuestFiles
            .Hosts(
                new GuestDefinition
                {
                    Vmid = 101,
                    Kind = GuestKind.Container,
                    HostName = "ca",
                    BaseImage = "x",
                    SearchDomain = "a.test",
                    Interfaces = [Port],
                }
            )
            .ShouldContain("\n10.0.0.10 ca.a.test ca\n");

    [Fact]
    public void Resolvers_are_between_the_nodes_marks() =>
        GuestFiles
            .Resolvers(["10.0.0.13"], "a.test")
            .ShouldBe("# --- BEGIN PVE ---\nsearch a.test\nnameserver 10.0.0.13\n# --- END PVE ---\n");

    [Fact]
    public void Interfaces_are_read_from_ip()
    {
        const string Json = """
            [{"ifname":"lo","address":"00:00:00:00:00:00","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8}]},
             {"ifname":"eth0","address":"bc:24:11:00:00:01","addr_info":[{"local":"10.0.0.10","prefixlen":24},{"local":"fe80::1","prefixlen":64}]},{}]
            """;

        var ports = GuestPorts.Parse(Json);

        ports.Select(port => port.Name).ShouldBe(["lo", "eth0"]);
        ports[1].HardwareAddress.ShouldBe("bc:24:11:00:00:01");
        ports[1].Addresses.ShouldBe(["10.0.0.10/24", "fe80::1/64"]);
    }

    [Fact]
    public void Address_that_stays_is_not_taken_away() =>
        GuestPorts
            .Addresses(Port, new GuestInterface("eth0", "", ["10.0.0.10/24", "10.0.0.9/24", "fe80::1/64"]))
            .ShouldBe(
                "link set eth0 up\naddr del 10.0.0.9/24 dev eth0\naddr replace 10.0.0.10/24 dev eth0\nroute replace default via 10.0.0.1 dev eth0\n"
            );

    [Theory]
    [InlineData("12 (init) S 1 12 12 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 9 9", 4711L)]
    [InlineData("12 (a) b) S 1 12 12 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4712 9 9", 4712L)]
    [InlineData("12 (init) Z 1 12 12 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 9 9", null)]
    public void Start_of_a_process_is_read_behind_whatever_its_name_holds(string stat, long? start) =>
        RunningGuests.ParseStart(stat).ShouldBe(start);

    [Fact]
    public void Snapshot_freezes_the_written_layer()
    {
        var manifest = new LayerManifest { Upper = "u1", Lowers = ["base"] }
            .Freeze("u2")
            .WithSnapshot("before");

        manifest.Upper.ShouldBe("u2");
        manifest.Snapshots["before"].ShouldBe(["u1", "base"]);
        manifest.Needed().Distinct().ShouldBe(["u2", "u1", "base"]);
    }
}
