using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>A resource and what is to happen to it.</summary>
public sealed record PlannedResource(IResource Resource, Change Change)
{
    /// <summary>Why the live state could not be read; <see cref="Change"/> then says nothing.</summary>
    public PhoenixException? Failure { get; init; }

    /// <summary>The resource's id.</summary>
    public ResourceId Id => Resource.Id;

    /// <summary>Data or service is lost on the way. A removal or replacement always counts, also when the resource forgot to say so.</summary>
    public bool IsDestructive => Change.LosesSomething;
}
