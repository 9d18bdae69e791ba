using System.Text;

namespace Phoenix.Topology.Tests.Reading;

public sealed class PlatformReaderTests
{
    private static readonly string Seed = SeedPlatform.Source.Text;
    private static readonly InMemoryFiles Files = new(SeedPlatform.Files);

    [Fact]
    public void Byte_order_mark_and_crlf_make_no_difference()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Seed.ReplaceLineEndings("\r\n"))];

        var result = PlatformReader.Read(SourceText.FromBytes("phoenix.yaml", bytes), Files);

        result.Diagnostics.ShouldBeEmpty();
        result.Platform!.Guests.ShouldBe(SeedPlatform.Read().Platform!.Guests);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Place_of_an_error_does_not_depend_on_the_line_ends(string lineEnd)
    {
        var broken = Seed.Replace("id: 102,", "id: 101,", StringComparison.Ordinal).ReplaceLineEndings(lineEnd);

        var diagnostic = PlatformReader.Read(new SourceText("phoenix.yaml", broken), Files).Diagnostics.ShouldHaveSingleItem();

        (diagnostic.Code.Code, diagnostic.Span).ShouldBe(("PHX1104", new SourceSpan("phoenix.yaml", 33, 20, 3)));
    }

    [Fact]
    public void Defaults_follow_the_role_and_can_be_overridden()
    {
        var platform = Read(
            Seed.Replace("runs: docker-host", "runs: docker-host, memory: 6G, cores: 4", StringComparison.Ordinal)
        ).Platform!;

        var (host, gateway) = (platform.GuestNamed("drphoenix"), platform.Gateway);
        (host.Cores, host.Memory, host.Disk).ShouldBe((4, ByteSize.FromGibibytes(6), ByteSize.FromGibibytes(64)));
        (gateway.Cores, gateway.Memory, gateway.Disk).ShouldBe((1, ByteSize.FromMebibytes(512), ByteSize.FromGibibytes(8)));
    }

    [Fact]
    public void Node_of_proxmox_is_read_with_its_credentials_by_name()
    {
        var fingerprint = string.Concat(Enumerable.Repeat("ab", 32));
        var text = Seed.Replace(
            "hypervisor: { endpoint: lab, node: pve }",
            $"hypervisor: {{ endpoint: https://pve.example, node: PVE1, token: {{ secret: proxmox-token }}, fingerprint: {fingerprint}, ssh: root@pve.example, disks: zfs }}",
            StringComparison.Ordinal
        );

        var hypervisor = Read(text).Platform!.Hypervisor.ShouldBeOfType<Hypervisor.Proxmox>();

        hypervisor.Endpoint.ShouldBe(new Uri("https://pve.example:8006"));
        (hypervisor.Node, hypervisor.TokenSecret, hypervisor.Ssh, hypervisor.DiskStorage).ShouldBe(
            ("PVE1", "proxmox-token", "root@pve.example", "zfs")
        );
        hypervisor.Fingerprint.ShouldBe(string.Join(':', Enumerable.Repeat("AB", 32)));
    }

    [Fact]
    public void Hypervisor_that_is_left_out_is_the_lab()
    {
        var platform = Read(Seed.Replace("hypervisor: { endpoint: lab, node: pve }", "", StringComparison.Ordinal)).Platform!;

        platform.Hypervisor.ShouldBe(new Hypervisor.Lab { Node = "pve" });
    }

    [Fact]
    public void Merge_keys_and_aliases_are_written_out()
    {
        var text = Seed.Replace("{ id: 101,  kind: lxc,", "&door { id: 101,  kind: lxc,", StringComparison.Ordinal)
            .Replace(
                "{ id: 102,  kind: lxc, address: 10.0.0.12,  runs: traefik }",
                "{ <<: *door, id: 102, address: 10.0.0.12, runs: traefik }",
                StringComparison.Ordinal
            );

        Read(text).Platform!.Router.Kind.ShouldBe(GuestKind.Container);
    }

    [Fact]
    public void Route_to_a_port_that_a_variable_publishes_is_taken()
    {
        const string Compose = "services:\n  web: { image: a, ports: [\"${WEB:-1}:80\"] }\n";
        var text = Seed.Replace("GREETING: hello", "WEB: 8080", StringComparison.Ordinal);

        Read(text, Compose).Platform!.Stacks[0].Services[0].Ports.ShouldBe([new PublishedPort(null, 8080, 8080, TransportProtocol.Tcp)]);
    }

    [Fact]
    public void Route_to_a_port_that_cannot_be_known_is_taken()
    {
        const string Compose = "services:\n  web: { image: a, network_mode: host }\n";

        Read(Seed, Compose).Platform!.Stacks[0].Services[0].PortsAreKnown.ShouldBeFalse();
    }

    [Fact]
    public void Diagnostics_of_both_files_are_reported_at_once_those_of_the_platform_first()
    {
        var result = Read(
            Seed.Replace("id: 101,", "id: 1,", StringComparison.Ordinal),
            "services:\n  web: { image: a, ports: [\"8080:80\"], depends_on: [db] }\n"
        );

        result
            .Diagnostics.Select(diagnostic => $"{diagnostic.Span.File} {diagnostic.Code}")
            .ShouldBe(["phoenix.yaml PHX1103", "stacks/hello/compose.yaml PHX1409"]);
    }

    private static PlatformResult Read(string text) => PlatformReader.Read(new SourceText("phoenix.yaml", text), Files);

    private static PlatformResult Read(string text, string compose) =>
        PlatformReader.Read(
            new SourceText("phoenix.yaml", text),
            new InMemoryFiles(SeedPlatform.Files.SetItem("stacks/hello/compose.yaml", [.. Encoding.UTF8.GetBytes(compose)]))
        );
}
