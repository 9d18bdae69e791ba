using System.Collections.Immutable;
using Phoenix.Components.DockerHost;
using Phoenix.Components.Portainer;
using Phoenix.Components.Secrets;
using Phoenix.Components.Stacks;
using Phoenix.Components.Systems;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>The control plane, the Docker hosts, the stacks and their images.</summary>
internal sealed class StackResources(ResourceParts parts, SystemResources systems)
{
    private readonly PlatformContext context = parts.Context;
    private readonly Platform platform = parts.Context.Platform;

    /// <summary>What the stacks' resources work with.</summary>
    public StackContext Stacks { get; } = StackContextOf(parts.Context);

    /// <summary>All of them.</summary>
    public IEnumerable<IResource> All() =>
        [.. ControlPlane(), .. platform.DockerHosts.SelectMany(Host), .. platform.Stacks.SelectMany(StackOf)];

    /// <summary>The context of stacks, also for those who only look.</summary>
    public static StackContext StackContextOf(PlatformContext context) =>
        new(context, new PortainerAccess(context), context.StackFiles, new ImageSources(context.ImageSources));

    private IEnumerable<IResource> ControlPlane()
    {
        var guest = platform.ControlPlane;
        foreach (var step in systems.Served(guest, PortainerGuest.Unit, "root:root", ControlPlaneSpecAsync))
        {
            yield return step;
        }

        yield return new PortainerInstance(context, Stacks.Portainer) { Dependencies = [new("system", guest.Name)] };
    }

    private IEnumerable<IResource> Host(Guest host)
    {
        Task<SystemSpec> SpecAsync(CancellationToken cancel) => HostSpecAsync(host, cancel);
        yield return systems.Software(host, SpecAsync);
        yield return systems.System(host, SpecAsync, [new("software", host.Name)]);
        yield return new PortainerEnvironment(context, host, Stacks.Portainer)
        {
            Dependencies = [new("portainer", platform.ControlPlane.Name), new("system", host.Name)],
        };
    }

    private IEnumerable<IResource> StackOf(Stack stack)
    {
        var environment = new ResourceId("environment", stack.On);
        var images = stack
            .Services.Where(service => service.Build is not null)
            .Select(service => new StackImageResource(Stacks, stack, service.Name) { Dependencies = [environment] })
            .ToImmutableArray();
        return [.. images, new StackResource(Stacks, stack) { Dependencies = [environment, .. images.Select(image => image.Id)] }];
    }

    private async Task<SystemSpec> ControlPlaneSpecAsync(CancellationToken cancel)
    {
        var runtime = await PortainerRuntime.ObtainAsync(platform, context.Programs, PortainerRuntime.Server, cancel);
        var password = await RandomSecret.FindOrMakeAsync(context.Secrets, PortainerSecrets.AdministratorPassword, cancel);
        return PortainerGuest.For(platform.ControlPlane, runtime, password, await AgentSecretAsync(cancel));
    }

    private async Task<SystemSpec> HostSpecAsync(Guest host, CancellationToken cancel)
    {
        var runtime = await PortainerRuntime.ObtainAsync(platform, context.Programs, PortainerRuntime.Agent, cancel);
        return DockerHostGuest.For(host, runtime, await AgentSecretAsync(cancel));
    }

    private Task<Secret> AgentSecretAsync(CancellationToken cancel) =>
        RandomSecret.FindOrMakeAsync(context.Secrets, PortainerSecrets.AgentSecret, cancel);
}
