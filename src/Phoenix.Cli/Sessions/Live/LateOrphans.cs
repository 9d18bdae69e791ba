using System.Collections.Immutable;
using Phoenix.Components.Composition;
using Phoenix.Engine;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>What Phoenix made and what is no longer declared; nothing while there is no lab.</summary>
internal sealed class LateOrphans(
    string kind,
    Func<CancellationToken, Task<bool>> isUp,
    Func<CancellationToken, Task<PlatformContext?>> context,
    Func<PlatformContext, IOrphanFinder> finder
) : IOrphanFinder
{
    /// <inheritdoc />
    public string Kind => kind;

    /// <inheritdoc />
    public async Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel) =>
        // Asked anew: the lab may have gone in this very run.
        await isUp(cancel) && await context(cancel) is { } open
            ? await finder(open).FindAsync(cancel)
            : [];
}
