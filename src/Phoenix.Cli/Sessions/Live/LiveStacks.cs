using System.Collections.Immutable;
using Phoenix.Components.Composition;
using Phoenix.Components.Portainer;
using Phoenix.Components.Portainer.Api;
using Phoenix.Components.Stacks;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The stacks as Portainer and Docker see them.</summary>
internal static class LiveStacks
{
    private const int LongestId = 12;

    /// <summary>Every declared stack.</summary>
    public static async Task<ImmutableArray<StackStatus>> ReadAsync(PlatformContext context, CancellationToken cancel)
    {
        using var access = new PortainerAccess(context);
        var stacks = ImmutableArray.CreateBuilder<StackStatus>();
        foreach (var stack in context.Platform.Stacks)
        {
            stacks.Add(await ReadAsync(access, stack, cancel));
        }

        return stacks.ToImmutable();
    }

    /// <summary>The last lines of a stack's containers, each under its name.</summary>
    public static async Task<string> LogsAsync(PlatformContext context, string stack, int lines, CancellationToken cancel)
    {
        using var access = new PortainerAccess(context);
        var declared = context.Platform.Stacks.First(one => one.Name == stack);
        if (await DockerAsync(access, declared, cancel) is not { } docker)
        {
            return "";
        }

        var text = new System.Text.StringBuilder();
        foreach (var container in await docker.ContainersOfAsync(stack, cancel))
        {
            text.Append($"== {NameOf(container)}\n").Append(await docker.LogsAsync(container.Id, lines, cancel));
        }

        return text.ToString();
    }

    private static async Task<StackStatus> ReadAsync(PortainerAccess access, Stack stack, CancellationToken cancel)
    {
        try
        {
            if (await DockerAsync(access, stack, cancel) is not { } docker)
            {
                return new StackStatus(stack.Name, stack.On, 0, stack.Services.Length, "its environment is not in Portainer yet");
            }

            var containers = await docker.ContainersOfAsync(stack.Name, cancel);
            // As a run judges it.
            var health = ServiceHealths.Of(ComposeFile.Expected(stack), containers);
            var summary = string.Join(", ", containers.Select(one => $"{NameOf(one)}: {one.Status}"));
            return new StackStatus(
                stack.Name,
                stack.On,
                health.Values.Count(service => service.IsWell()),
                health.Count,
                summary.Length > 0 ? summary : "no containers"
            );
        }
        catch (PhoenixException failure)
        {
            return new StackStatus(stack.Name, stack.On, 0, stack.Services.Length, failure.Message);
        }
    }

    private static async Task<DockerApi?> DockerAsync(PortainerAccess access, Stack stack, CancellationToken cancel) =>
        await access.FindOperatorAsync(cancel) is { } client && await client.Environments.FindAsync(stack.On, cancel) is { } environment
            ? client.Docker(environment.Id)
            : null;

    private static string NameOf(EngineContainer container) =>
        container.Names is [var name, ..] ? name.TrimStart('/') : container.Id[..Math.Min(LongestId, container.Id.Length)];
}
