using Phoenix.Components.Composition;
using Phoenix.Components.Portainer;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>What the resources of stacks work with.</summary>
/// <param name="Context">The platform and its edges.</param>
/// <param name="Portainer">The way to Portainer.</param>
/// <param name="Files">Where build contexts are read.</param>
/// <param name="Images">Where images come from that engines lack.</param>
public sealed record StackContext(PlatformContext Context, PortainerAccess Portainer, IContextFiles Files, ImageSources Images)
{
    /// <summary>The client and the environment of a stack's host; null while one of them is not there.</summary>
    internal async Task<(PortainerClient Client, int EnvironmentId)?> FindAsync(Stack stack, CancellationToken cancel) =>
        await Portainer.FindOperatorAsync(cancel) is { } client && await client.Environments.FindAsync(stack.On, cancel) is { } found
            ? (client, found.Id)
            : null;

    /// <summary>The client and the environment of a stack's host.</summary>
    /// <exception cref="PhoenixException">One of them is not there.</exception>
    internal async Task<(PortainerClient Client, int EnvironmentId)> RequireAsync(Stack stack, CancellationToken cancel)
    {
        var client = await Portainer.OperatorAsync(cancel);
        return await client.Environments.FindAsync(stack.On, cancel) is { } found
            ? (client, found.Id)
            : throw new PhoenixException(PortainerErrors.AgentUnreachable, $"{stack.On} is not an environment of Portainer");
    }
}
