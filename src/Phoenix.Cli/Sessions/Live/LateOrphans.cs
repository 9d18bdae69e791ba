using System.Collections.Immutable;
using Phoenix.Components.Composition;
using Phoenix.Engine;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Stacks that Phoenix deployed and that are declared no more; none while there is no lab.</summary>
internal sealed class LateOrphans(Func<CancellationToken, Task<PlatformContext?>> context) : IOrphanFinder
{
    /// <inheritdoc />
    public async Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel) =>
        await context(cancel) is { } open ? await PlatformResources.OrphansOf(open).FindAsync(cancel) : [];
}
