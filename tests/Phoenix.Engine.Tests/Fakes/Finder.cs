using System.Collections.Immutable;

namespace Phoenix.Engine.Tests;

/// <summary>Finds what it is told, or fails.</summary>
internal sealed class Finder(Func<ImmutableArray<IResource>> find) : IOrphanFinder
{
    public string Kind => "thing";

    public Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel) => Task.FromResult(find());
}
