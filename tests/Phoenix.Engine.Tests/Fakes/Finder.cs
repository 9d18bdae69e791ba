using System.Collections.Immutable;

namespace Phoenix.Engine.Tests;

/// <summary>Finds what it is told, or fails.</summary>
internal sealed class Finder(Func<ImmutableArray<IResource>> find) : IOrphanFinder
{
    public Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel) => Task.FromResult(find());
}
