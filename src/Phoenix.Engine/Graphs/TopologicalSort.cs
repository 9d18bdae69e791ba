using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Orders ids so that each comes after those it needs; stable, and without recursion, so that a long chain does not exhaust the stack.</summary>
internal static class TopologicalSort
{
    /// <summary>The order.</summary>
    /// <exception cref="PhoenixException">There is a cycle; the message walks round it.</exception>
    public static ImmutableArray<ResourceId> Of(ImmutableArray<ResourceId> ids, Func<ResourceId, ImmutableArray<ResourceId>> needs)
    {
        var order = ImmutableArray.CreateBuilder<ResourceId>(ids.Length);
        var done = new HashSet<ResourceId>();
        var path = new List<ResourceId>();
        var onPath = new HashSet<ResourceId>();
        var pending = new Stack<(ResourceId Id, bool Leaving)>();
        foreach (var start in ids)
        {
            pending.Push((start, false));
            while (pending.TryPop(out var step))
            {
                if (step.Leaving)
                {
                    path.RemoveAt(path.Count - 1);
                    onPath.Remove(step.Id);
                    done.Add(step.Id);
                    order.Add(step.Id);
                }
                else if (onPath.Contains(step.Id))
                {
                    throw Cycle([.. path[path.IndexOf(step.Id)..], step.Id]);
                }
                else if (!done.Contains(step.Id))
                {
                    path.Add(step.Id);
                    onPath.Add(step.Id);
                    pending.Push((step.Id, true));
                    foreach (var need in needs(step.Id).Reverse())
                    {
                        pending.Push((need, false));
                    }
                }
            }
        }

        return order.ToImmutable();
    }

    private static PhoenixException Cycle(ImmutableArray<ResourceId> around) =>
        new(EngineErrors.DependencyCycle, string.Join(" needs ", around)) { Where = around[0].ToString() };
}
