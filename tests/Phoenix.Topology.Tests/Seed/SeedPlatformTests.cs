namespace Phoenix.Topology.Tests.Seed;

public sealed class SeedPlatformTests
{
    [Fact]
    public void Seed_is_read_without_a_finding()
    {
        var result = SeedPlatform.Read();

        DiagnosticRenderer.Render(result).ToString().ShouldBeEmpty();
        result.Platform.ShouldNotBeNull();
    }

    [Fact]
    public void Seed_has_the_five_systems_one_stack_and_two_routes()
    {
        var platform = SeedPlatform.Read().Platform!;

        platform
            .Guests.Select(guest => $"{guest.Name} {guest.Id} {guest.Kind} {guest.Address} {guest.Role}")
            .ShouldBe([
                "step-ca 103 Container 10.0.0.10 StepCa",
                "nginx 101 Container 10.0.0.153 Nginx",
                "traefik 102 Container 10.0.0.12 Traefik",
                "portainer 1001 VirtualMachine 10.0.0.111 Portainer",
                "drphoenix 1002 VirtualMachine 10.0.0.102 DockerHost",
            ]);
        platform
            .Stacks.ShouldHaveSingleItem()
            .Services.ShouldHaveSingleItem()
            .Build.ShouldBe(new ComposeBuild("stacks/hello", "Dockerfile"));
        platform
            .Routes.Select(route => $"{route.Host} {route.To}:{route.Port} {route.Tls} {route.HealthPath}")
            .ShouldBe(["hello drphoenix:8080 False /healthz", "portainer portainer:9443 True "]);
    }
}
