using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>One piece of work of a run and what comes before it.</summary>
/// <param name="Resource">The resource it is about.</param>
/// <param name="Needs">Steps that must have succeeded.</param>
/// <param name="After">Steps that must have ended, however they ended.</param>
internal sealed record Step(IResource Resource, ImmutableArray<ResourceId> Needs, ImmutableArray<ResourceId> After)
{
    /// <summary>Everything that comes before this step.</summary>
    public ImmutableArray<ResourceId> Before => [.. Needs, .. After];
}
