using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>The steps of a run, in an order that respects what comes before what.</summary>
internal static class Steps
{
    /// <summary>
    /// For applying: a resource needs its dependencies. An orphan goes after the declared resources it lives on, before the orphans it lives on,
    /// and a declared resource of its kind goes after it where possible, because the orphan may hold its id, address or port.
    /// </summary>
    public static ImmutableArray<Step> ForApply(ResourceGraph declared, ImmutableArray<IResource> orphans)
    {
        var orphanIds = orphans.Select(orphan => orphan.Id).ToHashSet();
        var steps = declared.Ordered.ToDictionary(resource => resource.Id, resource => new Step(resource, resource.DependsOn, []));
        foreach (var orphan in orphans)
        {
            var livesOnIt = orphans.Where(other => other.DependsOn.Contains(orphan.Id)).Select(other => other.Id);
            steps[orphan.Id] = new Step(orphan, [], [.. orphan.DependsOn.Where(declared.Contains), .. livesOnIt]);
        }

        foreach (var orphan in orphans)
        {
            var before = Ancestors(orphan.Id, steps);
            foreach (var heir in declared.Ordered.Where(heir => heir.Id.Kind == orphan.Id.Kind && !before.Contains(heir.Id)))
            {
                var step = steps[heir.Id];
                steps[heir.Id] = step with { After = step.After.Add(orphan.Id) };
            }
        }

        return Sorted([.. orphans.Select(orphan => orphan.Id), .. declared.Ordered.Select(resource => resource.Id)], steps);
    }

    /// <summary>For taking everything away: each after those that depend on it. Order only: what could not be removed must not keep its guest alive.</summary>
    public static ImmutableArray<Step> ForRemoval(ImmutableArray<IResource> resources)
    {
        var steps = resources.ToDictionary(
            resource => resource.Id,
            resource => new Step(
                resource,
                [],
                [.. resources.Where(other => other.DependsOn.Contains(resource.Id)).Select(other => other.Id)]
            )
        );
        return Sorted([.. resources.Reverse().Select(resource => resource.Id)], steps);
    }

    private static ImmutableArray<Step> Sorted(ImmutableArray<ResourceId> ids, Dictionary<ResourceId, Step> steps) =>
        [.. TopologicalSort.Of(ids, id => steps[id].Before).Select(id => steps[id])];

    private static HashSet<ResourceId> Ancestors(ResourceId id, Dictionary<ResourceId, Step> steps)
    {
        var found = new HashSet<ResourceId>();
        var pending = new Stack<ResourceId>(steps[id].Before);
        while (pending.TryPop(out var next))
        {
            if (found.Add(next))
            {
                foreach (var before in steps[next].Before)
                {
                    pending.Push(before);
                }
            }
        }

        return found;
    }
}
