using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>Walks steps in parallel under a limit, each after those before it.</summary>
internal static class ParallelWalk
{
    /// <summary>Visits every step once. <paramref name="visit"/> gets the outcomes of the steps it needs and must not throw.</summary>
    /// <returns>The outcomes in the order of <paramref name="steps"/>.</returns>
    public static async Task<ImmutableArray<TOutcome>> RunAsync<TOutcome>(
        ImmutableArray<Step> steps,
        int parallelism,
        Func<Step, ImmutableArray<TOutcome>, Task<TOutcome>> visit
    )
    {
        using var places = new SemaphoreSlim(parallelism);
        var tasks = new Dictionary<ResourceId, Task<TOutcome>>(steps.Length);
        foreach (var step in steps)
        {
            // The steps are sorted, so the tasks of everything before this one exist already.
            tasks[step.Resource.Id] = VisitAsync(step, [.. step.Needs.Select(id => tasks[id])], [.. step.After.Select(id => tasks[id])]);
        }

        return [.. await Task.WhenAll(steps.Select(step => tasks[step.Resource.Id]))];

        async Task<TOutcome> VisitAsync(Step step, ImmutableArray<Task<TOutcome>> needs, ImmutableArray<Task<TOutcome>> after)
        {
            await Task.WhenAll(after);
            ImmutableArray<TOutcome> outcomes = [.. await Task.WhenAll(needs)];
            await places.WaitAsync(CancellationToken.None);
            try
            {
                // On a thread of its own: a step that computes before its first await must not hold up the walk.
                return await Task.Run(() => visit(step, outcomes));
            }
            finally
            {
                places.Release();
            }
        }
    }
}
