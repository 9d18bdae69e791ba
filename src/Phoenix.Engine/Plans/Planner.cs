using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Observes everything in parallel, read-only, and says what would have to change.</summary>
public sealed class Planner(EventSink events, TimeProvider time)
{
    /// <summary>Plans all resources and looks for orphans. An observation that fails becomes a planned resource with its error.</summary>
    /// <param name="graph">What is declared.</param>
    /// <param name="finders">Searches for what is no longer declared.</param>
    /// <param name="parallelism">How many observations may run at once.</param>
    /// <param name="cancel">Ends the observation.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the plan was whole.</exception>
    public async Task<Plan> PlanAsync(ResourceGraph graph, ImmutableArray<IOrphanFinder> finders, int parallelism, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var places = new SemaphoreSlim(parallelism);
        var observing = graph.Ordered.Select(resource => LimitedAsync(places, () => ObserveAsync(resource, cancel), cancel)).ToArray();
        var searching = finders.Select(finder => LimitedAsync(places, () => OrphanSearch.RunAsync(finder, cancel), cancel)).ToArray();
        var declared = await Task.WhenAll(observing);
        var searches = await Task.WhenAll(searching);

        // What is declared is never an orphan, whatever a finder says; two finders may find the same thing.
        var orphans = searches
            .SelectMany(search => search.Found)
            .DistinctBy(orphan => orphan.Id)
            .Where(orphan => !graph.Contains(orphan.Id));
        var planned = await Task.WhenAll(orphans.Select(orphan => LimitedAsync(places, () => ObserveAsync(orphan, cancel), cancel)));
        var plan = new Plan
        {
            Graph = graph,
            Declared = [.. declared],
            Orphans = [.. planned],
            FailedSearches = [.. searches.Select(search => search.Error).OfType<FailedSearch>()],
            Duration = time.GetElapsedTime(began),
            ObservedAt = time.GetTimestamp(),
        };
        events.Emit(new RunEvent.PlanMade(plan));
        return plan;
    }

    private static async Task<PlannedResource> ObserveAsync(IResource resource, CancellationToken cancel)
    {
        try
        {
            return new PlannedResource(resource, await resource.PlanAsync(cancel));
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            var failure = Failure.Of(resource.Id, exception, EngineErrors.ObservationFailed);
            return new PlannedResource(resource, Change.None(resource.Id)) { Failure = failure };
        }
    }

    private static async Task<T> LimitedAsync<T>(SemaphoreSlim places, Func<Task<T>> work, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            places.Release();
        }
    }
}
