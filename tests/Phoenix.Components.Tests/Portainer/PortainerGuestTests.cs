using Phoenix.Components.DockerHost;
using Phoenix.Components.Portainer;
using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Portainer;

public sealed class PortainerGuestTests
{
    private static readonly Program StandIn = new("portainer", "2.23.0", "stand-in for Portainer", "/nowhere/phoenix", new string('0', 64))
    {
        IsStandIn = true,
        LeadingArguments = ["stand-in", "portainer"],
    };

    private static readonly Program AgentStandIn = StandIn with { Name = "portainer-agent", LeadingArguments = ["stand-in", "agent"] };

    [Fact]
    public void Units_of_the_lab_run_the_stand_ins()
    {
        Golden.Matches(Unit(Server(new PortainerRuntime.AsProgram(StandIn))), "portainer-lab.service");
        Golden.Matches(Unit(Host(new PortainerRuntime.AsProgram(AgentStandIn))), "portainer-agent-lab.service");
    }

    [Fact]
    public void Units_of_production_run_the_official_images()
    {
        Golden.Matches(
            Unit(Server(new PortainerRuntime.AsContainer(PortainerRuntime.ImageOf(PortainerRuntime.Server)))),
            "portainer.service"
        );
        Golden.Matches(
            Unit(Host(new PortainerRuntime.AsContainer(PortainerRuntime.ImageOf(PortainerRuntime.Agent)))),
            "portainer-agent.service"
        );
    }

    [Fact]
    public void Engine_publishes_on_the_guests_own_address_with_bounded_logs() =>
        Golden.Matches(
            Host(new PortainerRuntime.AsProgram(AgentStandIn)).Files.Single(file => file.Path == DockerEngine.ConfigurationPath).Content,
            "daemon.json"
        );

    [Fact]
    public void Secrets_are_in_files_of_root_alone_and_in_no_unit()
    {
        foreach (var spec in (SystemSpec[])[Server(new PortainerRuntime.AsProgram(StandIn)), Host(new PortainerRuntime.AsContainer("a"))])
        {
            foreach (var file in spec.Files.Where(file => file.Content.Contains("s3cret", StringComparison.Ordinal)))
            {
                (file.Mode, file.Owner, file.IsSecret).ShouldBe(("0600", "root:root", true), file.Path);
            }

            Unit(spec).ShouldNotContain("s3cret");
        }
    }

    [Fact]
    public void Specifications_are_ones_that_a_system_can_have()
    {
        SystemSpecRules.Checked(Server(new PortainerRuntime.AsProgram(StandIn))).Services.Length.ShouldBe(2);
        SystemSpecRules.Checked(Host(new PortainerRuntime.AsContainer("a"))).Services.Length.ShouldBe(2);
    }

    private static SystemSpec Server(PortainerRuntime runtime) =>
        PortainerGuest.For(Platforms.Seed.ControlPlane, runtime, new Secret("s3cret-of-admin"), new Secret("s3cret-of-agent"));

    private static SystemSpec Host(PortainerRuntime runtime) =>
        DockerHostGuest.For(Platforms.Seed.DockerHosts[0], runtime, new Secret("s3cret-of-agent"));

    private static string Unit(SystemSpec spec) =>
        spec.Files.Single(file => file.Path.EndsWith(".service", StringComparison.Ordinal)).Content;
}
