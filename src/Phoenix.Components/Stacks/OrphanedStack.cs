using System.Collections.Immutable;
using Phoenix.Components.Portainer;
using Phoenix.Components.Portainer.Api;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>A stack that this platform made and that it no longer declares.</summary>
/// <param name="portainer">The way to Portainer.</param>
/// <param name="stack">The record.</param>
/// <param name="host">The environment's name; null when that is gone, too.</param>
/// <param name="platform">The platform's name.</param>
public sealed class OrphanedStack(PortainerAccess portainer, StackRecord stack, string? host, string platform) : IResource
{
    /// <inheritdoc />
    public ResourceId Id { get; } = new("stack", host is null ? stack.Name : $"{stack.Name}@{host}");

    /// <inheritdoc />
    public string Title => $"on {host ?? "an environment that is gone"}";

    /// <inheritdoc />
    public ImmutableArray<ResourceId> DependsOn =>
        [
            new("portainer", portainer.Guest.Name),
            .. host is null ? ImmutableArray<ResourceId>.Empty : [new("environment", host), new("guest", host)],
        ];

    /// <inheritdoc />
    public Task<Change> PlanAsync(CancellationToken cancel) =>
        Task.FromResult(new Change(Id, ChangeKind.Delete) { IsDestructive = true, Reason = "no longer declared; its named volumes stay" });

    /// <inheritdoc />
    public Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) => RemoveAsync(progress, cancel);

    /// <inheritdoc />
    public async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var client = await portainer.OperatorAsync(cancel);
        return await client.Stacks.InspectAsync(stack.Id, cancel) is null ? new Proof(true, "gone") : new Proof(false, "it is still there");
    }

    /// <inheritdoc />
    public async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var client = await portainer.OperatorAsync(cancel);
        using (await portainer.BeginDeployAsync(cancel))
        {
            await client.Stacks.DeleteThroughAsync(
                stack,
                host is null ? await EnvironmentInsteadAsync(client, cancel) : stack.EndpointId,
                cancel
            );
        }
    }

    // A record is deleted by way of an engine, where the project of that name is taken down: so one that runs it, else one that has none.
    private async Task<int> EnvironmentInsteadAsync(PortainerClient client, CancellationToken cancel)
    {
        int? without = null;
        foreach (var environment in await client.Environments.ListAsync(cancel))
        {
            if (await StackState.FindContainersAsync(client.Docker(environment.Id), stack.Name, cancel) is not { } containers)
            {
                continue;
            }

            if (containers.IsEmpty)
            {
                without ??= environment.Id;
            }
            else if (containers.All(container => container.Label(StackMarks.PlatformLabel) == platform))
            {
                return environment.Id;
            }
        }

        return without
            ?? throw new PhoenixException(
                StackErrors.RecordStays,
                $"the record {stack.Id} of {stack.Name} belongs to an environment that is gone"
            )
            {
                Where = Id.ToString(),
            };
    }
}
