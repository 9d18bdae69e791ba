using Phoenix.Components.Portainer;
using Phoenix.Components.Stacks;
using Phoenix.Engine;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>The sample stack on a real Docker engine: image imported and built, deployed with real compose through server and agent, healthy, and taken away.</summary>
public sealed class RealDockerTests
{
    private static readonly Progress<string> Quiet = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sample_stack_is_built_offline_deployed_healthy_unchanged_and_removed()
    {
        await using var docker = await RealDocker.StartAsync();
        await using var rig = await PlatformRig.StartAsync(docker.Socket, docker.BaseArchive);
        await rig.StartStandInsAsync();
        IResource[] resources =
        [
            new PortainerInstance(rig.Context, rig.Access),
            new PortainerEnvironment(rig.Context, rig.Platform.DockerHosts[0], rig.Access),
            new StackImageResource(rig.Stacks(), rig.Platform.Stacks[0], "web"),
            new StackResource(rig.Stacks(), rig.Platform.Stacks[0]),
        ];

        foreach (var resource in resources)
        {
            await resource.ApplyAsync(await resource.PlanAsync(Cancel), Quiet, Cancel);
        }

        foreach (var resource in resources)
        {
            (await resource.PlanAsync(Cancel)).ShouldBe(Change.None(resource.Id));
            var proof = await resource.VerifyAsync(Cancel);
            proof.Holds.ShouldBeTrue(proof.Seen);
        }

        var client = await rig.Access.OperatorAsync(Cancel);
        var host = (await client.Environments.FindAsync("drphoenix", Cancel)).ShouldNotBeNull();
        var web = (await client.Docker(host.Id).ContainersOfAsync("hello", Cancel)).ShouldHaveSingleItem();
        (await client.Docker(host.Id).LogsAsync(web.Id, 10, Cancel)).ShouldContain("listening on port 8080, with a token");

        foreach (var resource in resources.Reverse())
        {
            await resource.RemoveAsync(Quiet, Cancel);
        }
    }
}
