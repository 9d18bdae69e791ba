using Phoenix.Components.Traefik;
using Phoenix.Mesh.Configuration;
using Phoenix.Topology;

namespace Phoenix.Mesh.Tests;

public sealed class DynamicConfigurationReaderTests
{
    private static readonly Route Hello = new()
    {
        Host = "hello",
        To = "drphoenix",
        Port = 8080,
        HealthPath = "/healthz",
    };
    private static readonly Route Portainer = new()
    {
        Host = "portainer",
        To = "portainer",
        Port = 9443,
        Tls = true,
    };

    [Fact]
    public void Rendered_platform_reads_back_as_its_routes()
    {
        var text = TraefikDynamicConfig.Render(SeedLike.Platform(Hello, Portainer));

        var configuration = DynamicConfigurationReader.Read([("platform.yaml", text)]);

        configuration.Routers["hello"].Hosts.ShouldBe(["hello.phoenix.internal"]);
        configuration.Routers["hello"].Errors.ShouldBeEmpty();
        configuration.Services["hello"].Servers.ShouldBe(["http://127.0.0.102:8080"]);
        configuration.Services["hello"].HealthCheck!.Interval.ShouldBe(TimeSpan.FromSeconds(3));
        configuration.Services["portainer"].Servers.ShouldBe(["https://127.0.0.111:9443"]);
        configuration.Transports["portainer"].ServerName.ShouldBe("portainer.phoenix.internal");
        configuration.DefaultCertificate!.Chain.ShouldEndWith("/traefik.crt");
    }

    [Fact]
    public void Router_with_a_rule_it_does_not_know_is_disabled_and_says_so()
    {
        const string text =
            "http:\n  routers:\n    a: { rule: \"Query(`a`)\", service: s }\n  services:\n    s: { loadBalancer: { servers: [] } }\n";

        var configuration = DynamicConfigurationReader.Read([("a.yaml", text)]);

        configuration.Routers["a"].Errors.ShouldHaveSingleItem().ShouldContain("Query(`a`)");
    }

    [Fact]
    public void Router_of_an_unknown_service_is_disabled()
    {
        var configuration = DynamicConfigurationReader.Read([
            ("a.yaml", "http:\n  routers:\n    a: { rule: \"Host(`a.b`)\", service: gone }\n"),
        ]);

        configuration.Routers["a"].Errors.ShouldHaveSingleItem().ShouldContain("gone@file");
    }

    [Theory]
    [InlineData("http: [")]
    [InlineData("- a\n- b\n")]
    [InlineData("http:\n  routers:\n    ? [a, b]\n    : { rule: \"Host(`a.b`)\", service: s }\n")]
    [InlineData("http:\n  services:\n    s: { loadBalancer: { healthCheck: { path: /, interval: 1e300s } } }\n")]
    [InlineData("http:\n  middlewares:\n    m: { ipAllowList: { sourceRange: [\"nowhere\"] } }\n")]
    public void Broken_file_is_refused_with_its_place(string text) =>
        Should.Throw<MeshConfigurationException>(() => DynamicConfigurationReader.Read([("a.yaml", text)]));

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("3s", 3000)]
    [InlineData("2m", 120_000)]
    [InlineData("7", 7000)]
    public void Duration_is_read_as_go_writes_it(string text, int milliseconds) =>
        YamlRead.Duration(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void Static_configuration_that_phoenix_renders_is_read()
    {
        var configuration = StaticConfiguration.Parse(TraefikStaticConfig.Render(SeedLike.Platform()), "traefik.yaml");

        configuration.Entry.ToString().ShouldBe("127.0.0.12:443");
        configuration.Api.ToString().ShouldBe("127.0.0.1:8080");
        configuration.TrustedAddresses.ShouldHaveSingleItem().Contains(System.Net.IPAddress.Loopback).ShouldBeTrue();
        configuration.Throttle.ShouldBe(TimeSpan.FromMilliseconds(500));
    }
}
