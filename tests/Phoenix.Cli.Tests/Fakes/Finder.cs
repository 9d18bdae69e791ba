using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

/// <summary>Finds what it is told, or fails.</summary>
internal sealed class Finder(Func<ImmutableArray<IResource>> find) : IOrphanFinder
{
    public string Kind => "stack";

    public Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel) => Task.FromResult(find());
}
