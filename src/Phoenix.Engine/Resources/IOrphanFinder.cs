using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>Finds things that Phoenix made (ownership is marked on them) and that are no longer declared. Their resources plan a <see cref="ChangeKind.Delete"/>.</summary>
public interface IOrphanFinder
{
    /// <summary>The kind of resource it finds, e.g. <c>stack</c>.</summary>
    string Kind { get; }

    /// <summary>The orphans of the live system, found read-only.</summary>
    Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel);
}
