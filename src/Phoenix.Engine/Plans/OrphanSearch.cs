using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>What one search for orphans came to.</summary>
/// <param name="Finder">Who searched.</param>
/// <param name="Found">What it found.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
internal sealed record OrphanSearch(IOrphanFinder Finder, ImmutableArray<IResource> Found, FailedSearch? Error)
{
    /// <summary>Searches; a search that fails is an answer, too.</summary>
    public static async Task<OrphanSearch> RunAsync(IOrphanFinder finder, CancellationToken cancel)
    {
        try
        {
            return new OrphanSearch(finder, await finder.FindAsync(cancel), null);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            var id = new ResourceId("orphans", finder.Kind);
            return new OrphanSearch(finder, [], new FailedSearch(id, Failure.Of(id, exception, EngineErrors.OrphanSearchFailed)));
        }
    }
}
