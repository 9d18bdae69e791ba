using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Components.Secrets;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>A stack: deployed by Portainer as declared, its containers up and healthy.</summary>
public sealed class StackResource(StackContext context, Stack stack) : Resource<StackState>("stack", stack.Name)
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private StackDesign? declared;
    private ImmutableArray<string> secretNames = [];

    /// <inheritdoc />
    public override string Title => $"{stack.Services.Length} {(stack.Services.Length == 1 ? "service" : "services")} on {stack.On}";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>Resources that come first: the host's environment and the stack's images.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    private string Platform => context.Context.Platform.Name;

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        await StackDesign.MakeSecretsAsync(stack, context.Context.Secrets, cancel);
        var (client, environment) = await context.RequireAsync(stack, cancel);
        var design = await DesignAsync(cancel);
        await RequireFreePortsAsync(client.Docker(environment), cancel);
        foreach (var image in ComposeFile.Images(stack))
        {
            await context.Images.OfferAsync(client.Docker(environment), image, progress, cancel);
        }

        using (await context.Portainer.BeginDeployAsync(cancel))
        {
            progress.Report("deploying");
            // Looked at anew: the plan may be minutes old.
            var live = await StackState.ReadAsync(client, environment, stack.Name, Platform, cancel);
            await new StackDeployer(client, environment, stack.Name, context.Context.Time).DeployAsync(live, design, cancel);
        }

        progress.Report("waiting until it is healthy");
        await AwaitHealthAsync(client.Docker(environment), design, cancel);
        await StackImages.RemoveFormerAsync(client.Docker(environment), stack, await ReferencesAsync(cancel), cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var (client, environment) = await context.RequireAsync(stack, cancel);
        var design = await DesignAsync(cancel);
        var time = context.Context.Time;
        var begin = time.GetTimestamp();
        while (true)
        {
            var containers = await client.Docker(environment).ContainersOfAsync(stack.Name, cancel);
            var health = ServiceHealths.Of(design.Expected, containers);
            var ill = health
                .Where(service => !service.Value.IsWell())
                .Select(service => $"{service.Key} is {service.Value.Word()}")
                .ToList();
            // A run that was cut short right after its deploy leaves containers that are still starting.
            if (!health.Values.Any(service => service.IsOnItsWay()) || time.GetElapsedTime(begin) > design.Patience)
            {
                return ill.Count == 0
                    ? new Proof(true, $"{health.Count} of {health.Count} services healthy")
                    : new Proof(false, string.Join(", ", ill));
            }

            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if (await context.FindAsync(stack, cancel) is not (var client, var environment))
        {
            return;
        }

        var live = await StackState.ReadAsync(client, environment, stack.Name, Platform, cancel);
        if (live?.Record is not { } record || !live.IsMarkedWith(Platform))
        {
            return;
        }

        using (await context.Portainer.BeginDeployAsync(cancel))
        {
            progress.Report("taking it down");
            foreach (var one in live.Extras.Add(record))
            {
                await client.Stacks.DeleteThroughAsync(one, environment, cancel);
            }
        }

        await StackImages.RemoveFormerAsync(client.Docker(environment), stack, [], cancel);
    }

    /// <inheritdoc />
    protected override async Task<StackState?> ObserveAsync(CancellationToken cancel)
    {
        declared = await DesignAsync(cancel);
        // A name that is a variable now may have been a secret before: it is in the store still.
        secretNames = [.. stack.Secrets, .. await context.Context.Secrets.ListAsync(cancel)];
        return await context.FindAsync(stack, cancel) is (var client, var environment)
            ? await StackState.ReadAsync(client, environment, stack.Name, Platform, cancel)
            : null;
    }

    /// <inheritdoc />
    protected override Change Compare(StackState observed)
    {
        var change = observed.Record is null ? Change.Create(Id) : Change.UpdateOf(Id, StackDiff.Between(observed, declared!, secretNames));
        return change.Kind != ChangeKind.None && !observed.IsMarkedWith(Platform)
            ? change with
            {
                Reason =
                    $"a project called {stack.Name} that this platform did not make is on {stack.On}; it would be taken over, and what is not declared removed",
                IsDestructive = true,
            }
            : change;
    }

    private Task<StackDesign> DesignAsync(CancellationToken cancel) =>
        StackDesign.OfAsync(context.Context.Platform, stack, context.Files, context.Context.Secrets, cancel);

    private async Task<ImmutableArray<string>> ReferencesAsync(CancellationToken cancel) =>
        [.. (await StackDesign.ImagesAsync(stack, context.Files, cancel)).Select(image => image.Reference)];

    private async Task RequireFreePortsAsync(DockerApi docker, CancellationToken cancel)
    {
        var taken = StackPorts.Taken(stack, await docker.ContainersAsync(cancel));
        if (!taken.IsEmpty)
        {
            throw new PhoenixException(StackErrors.PortTaken, $"{stack.Name} cannot be deployed on {stack.On}")
            {
                Remote = string.Join('\n', taken),
            };
        }
    }

    // Portainer calls a stack deployed when its containers were started. One that restarts may yet find what it waits for; one that stays ended will not.
    private async Task AwaitHealthAsync(DockerApi docker, StackDesign design, CancellationToken cancel)
    {
        var time = context.Context.Time;
        var (until, stoppedSince) = (time.GetUtcNow() + design.Patience, DateTimeOffset.MaxValue);
        while (true)
        {
            var containers = await docker.ContainersOfAsync(stack.Name, cancel);
            var health = ServiceHealths.Of(design.Expected, containers);
            if (health.Values.All(service => service.IsWell()))
            {
                return;
            }

            var now = time.GetUtcNow();
            stoppedSince =
                !health.ContainsValue(ServiceHealth.Stopped) ? DateTimeOffset.MaxValue
                : stoppedSince < now ? stoppedSince
                : now;
            if (now > until || now - stoppedSince > StopPatience)
            {
                throw await StackIllness.DescribeAsync(docker, stack.Name, health, containers, cancel);
            }

            await Task.Delay(Pause, time, cancel);
        }
    }
}
