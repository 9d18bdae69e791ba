using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>
/// A resource of a platform whose lab may not be up yet: it has its name and its place in the graph from the beginning, is "to be made"
/// while there is no lab, and is the real one from the moment the lab is there.
/// </summary>
/// <param name="shape">The resource as it is while there is no lab.</param>
/// <param name="after">The lab.</param>
/// <param name="isUp">Whether the lab is up now.</param>
/// <param name="live">The real resource; null while the lab has not been up.</param>
internal sealed class LateResource(
    IResource shape,
    ResourceId after,
    Func<CancellationToken, Task<bool>> isUp,
    Func<ResourceId, CancellationToken, Task<IResource?>> live
) : IResource
{
    /// <inheritdoc />
    public ResourceId Id => shape.Id;

    /// <inheritdoc />
    public string Title => shape.Title;

    /// <inheritdoc />
    public ImmutableArray<ResourceId> DependsOn => shape.DependsOn.Add(after);

    /// <inheritdoc />
    public async Task<Change> PlanAsync(CancellationToken cancel) =>
        await live(Id, cancel) is { } real ? await real.PlanAsync(cancel)
        : shape is ProofResource ? Change.None(Id)
        : Change.Create(Id);

    /// <inheritdoc />
    public async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) =>
        await (await RealAsync(cancel)).ApplyAsync(change, progress, cancel);

    /// <inheritdoc />
    public async Task<Proof> VerifyAsync(CancellationToken cancel) =>
        await live(Id, cancel) is { } real ? await real.VerifyAsync(cancel) : new Proof(false, "the lab is not up");

    /// <inheritdoc />
    public async Task<bool> MayBeThereAsync(CancellationToken cancel) => await isUp(cancel) && await shape.MayBeThereAsync(cancel);

    /// <inheritdoc />
    public async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        // Without a lab there is nothing to take away: there was none, or it has gone in this very run.
        if (await isUp(cancel) && await live(Id, cancel) is { } real)
        {
            await real.RemoveAsync(progress, cancel);
        }
    }

    private async Task<IResource> RealAsync(CancellationToken cancel) =>
        await live(Id, cancel) ?? throw new InvalidOperationException($"{Id} is applied before the lab is up");
}
