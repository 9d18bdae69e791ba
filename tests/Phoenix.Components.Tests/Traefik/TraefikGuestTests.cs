using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Components.Traefik;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Traefik;

public sealed class TraefikGuestTests
{
    private static readonly Program Real = new("traefik", "3.6.12", "bundle", "/cache/traefik", new string('0', 64));

    private static readonly Program StandIn = new("traefik", "0.1.0", "stand-in for Traefik", "/cache/phoenix", new string('1', 64))
    {
        IsStandIn = true,
        LeadingArguments = ["mesh"],
    };

    private static readonly SystemSpec Spec = TraefikGuest.For(Platforms.Seed, Real);

    [Fact]
    public void Static_configuration_is_golden() => Golden.Matches(ContentOf(Spec, TraefikGuest.StaticPath), "traefik.yaml");

    [Fact]
    public void Dynamic_configuration_is_golden() => Golden.Matches(ContentOf(Spec, TraefikGuest.DynamicPath), "platform.yaml");

    [Fact]
    public void Unit_is_golden() => Golden.Matches(ContentOf(Spec, "/etc/systemd/system/traefik.service"), "traefik.service");

    [Fact]
    public void Platform_without_routes_has_a_configuration_without_empty_lists()
    {
        var bare = TraefikDynamicConfig.Render(Platforms.Seed with { Routes = [] });

        bare.ShouldNotContain("routers:");
        bare.ShouldNotContain("services:");
        bare.ShouldContain("defaultCertificate:");
    }

    [Fact]
    public void Stand_in_is_run_with_the_same_flags_and_files()
    {
        var standIn = TraefikGuest.For(Platforms.Seed, StandIn);

        ContentOf(standIn, "/etc/systemd/system/traefik.service")
            .ShouldContain($"ExecStart={TraefikGuest.ProgramPath} mesh --configFile={TraefikGuest.StaticPath}\n");
        ContentOf(standIn, TraefikGuest.DynamicPath).ShouldBe(ContentOf(Spec, TraefikGuest.DynamicPath));
        ContentOf(standIn, TraefikGuest.StaticPath).ShouldBe(ContentOf(Spec, TraefikGuest.StaticPath));
    }

    private static string ContentOf(SystemSpec spec, string path) => spec.Files.Single(file => file.Path == path).Content;
}
