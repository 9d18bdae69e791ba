using System.Collections.Frozen;
using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Resources with their dependencies, checked and put in an order in which each comes after what it needs. Between equals the given order is kept.</summary>
public sealed class ResourceGraph
{
    private readonly FrozenDictionary<ResourceId, IResource> byId;

    private ResourceGraph(ImmutableArray<IResource> ordered)
    {
        Ordered = ordered;
        byId = ordered.ToFrozenDictionary(resource => resource.Id);
    }

    /// <summary>All resources, each after what it depends on.</summary>
    public ImmutableArray<IResource> Ordered { get; }

    /// <summary>Checks and orders resources.</summary>
    /// <exception cref="PhoenixException">An id twice, an unknown dependency, or a cycle.</exception>
    public static ResourceGraph Of(ImmutableArray<IResource> resources)
    {
        var known = new Dictionary<ResourceId, IResource>();
        foreach (var resource in resources)
        {
            if (!known.TryAdd(resource.Id, resource))
            {
                throw new PhoenixException(EngineErrors.DuplicateResource, $"{resource.Id} is there twice")
                {
                    Where = resource.Id.ToString(),
                };
            }
        }

        foreach (var resource in resources)
        {
            foreach (var dependency in resource.DependsOn.Where(id => !known.ContainsKey(id)))
            {
                throw new PhoenixException(EngineErrors.UnknownDependency, $"{resource.Id} depends on {dependency}, which is not there")
                {
                    Where = resource.Id.ToString(),
                };
            }
        }

        var sorted = TopologicalSort.Of([.. resources.Select(resource => resource.Id)], id => known[id].DependsOn);
        return new ResourceGraph([.. sorted.Select(id => known[id])]);
    }

    /// <summary>Whether a resource has that id.</summary>
    public bool Contains(ResourceId id) => byId.ContainsKey(id);

    /// <summary>The resource of that id.</summary>
    /// <exception cref="KeyNotFoundException">No resource has it.</exception>
    public IResource this[ResourceId id] => byId[id];
}
