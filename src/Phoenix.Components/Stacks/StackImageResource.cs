using System.Collections.Immutable;
using Phoenix.Components.Portainer;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>An image that a stack builds, on the engine where the stack runs, under a tag that says what went into it.</summary>
public sealed class StackImageResource(StackContext context, Stack stack, string service)
    : Resource<StackImageState>("image", $"{stack.Name}/{service}")
{
    /// <inheritdoc />
    public override string Title => $"image of {service}, built on {stack.On}";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>Resources that come first: the host's environment.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        var (client, environment) = await context.RequireAsync(stack, cancel);
        var docker = client.Docker(environment);
        var image = await ImageAsync(cancel);
        foreach (var from in DockerfileImages.Of(image.Context.DockerfileText))
        {
            await context.Images.EnsureAsync(docker, from, progress, cancel);
        }

        progress.Report($"building {image.Reference}");
        var archive = await image.Context.ToTarAsync(cancel);
        try
        {
            await docker.BuildAsync(image.BuildFor(context.Context.Platform.Name, stack.Name), () => archive, cancel);
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.Failed || exception.Code == PortainerErrors.Refused)
        {
            throw new PhoenixException(StackErrors.BuildFailed, $"{image.Reference} could not be built", exception)
            {
                Where = Id.ToString(),
                Remote = exception.Remote,
            };
        }
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var (client, environment) = await context.RequireAsync(stack, cancel);
        var image = await ImageAsync(cancel);
        return await client.Docker(environment).FindImageAsync(image.Reference, cancel) is { } found
            ? new Proof(true, $"{image.Reference} is {found.Id}")
            : new Proof(false, $"{image.Reference} is not on {stack.On}");
    }

    /// <inheritdoc />
    protected override async Task<StackImageState?> ObserveAsync(CancellationToken cancel)
    {
        var image = await ImageAsync(cancel);
        try
        {
            return
                await context.FindAsync(stack, cancel) is (var client, var environment)
                && await client.Docker(environment).FindImageAsync(image.Reference, cancel) is { } found
                ? new StackImageState(image.Reference, found.Id)
                : null;
        }
        catch (PhoenixException exception) when (PortainerAccess.IsAbsenceOfHost(exception.Code))
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override Change Compare(StackImageState observed) => Change.None(Id);

    private async Task<StackImage> ImageAsync(CancellationToken cancel) =>
        (await StackDesign.ImagesAsync(stack, context.Files, cancel)).First(image => image.Section.Service == service);
}

/// <summary>An image that is there: its reference says what it is, so there is nothing to compare.</summary>
public sealed record StackImageState(string Reference, string Id);
