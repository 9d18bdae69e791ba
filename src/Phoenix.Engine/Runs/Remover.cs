using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>
/// Takes a platform away, each resource after those that depend on it. A removal that fails is tried once more at the end, and so is a search
/// for orphans: what they lived on is gone by then.
/// </summary>
public sealed class Remover(EventSink events, TimeProvider time)
{
    /// <summary>Removes everything.</summary>
    /// <param name="graph">What is declared. Nothing has to be known of it to remove it.</param>
    /// <param name="finders">Searches for what is no longer declared and goes, too.</param>
    /// <param name="parallelism">How many removals may run at once.</param>
    /// <param name="signals">Ends the run early; what is left is for the next run.</param>
    /// <exception cref="OperationCanceledException">Stopped before the first removal.</exception>
    public async Task<RunResult> RemoveAsync(
        ResourceGraph graph,
        ImmutableArray<IOrphanFinder> finders,
        int parallelism,
        StopSignals signals
    )
    {
        var began = time.GetTimestamp();
        var searches = await Task.WhenAll(finders.Select(finder => OrphanSearch.RunAsync(finder, signals.Stop)));
        var orphans = searches
            .SelectMany(search => search.Found)
            .DistinctBy(orphan => orphan.Id)
            .Where(orphan => !graph.Contains(orphan.Id));
        var steps = Steps.ForRemoval([.. graph.Ordered, .. orphans]);
        var outcomes = await ParallelWalk.RunAsync<Outcome>(steps, parallelism, (step, _) => FirstAsync(step.Resource, signals));
        var final = ImmutableArray.CreateBuilder<Outcome>(outcomes.Length);
        foreach (var (step, outcome) in steps.Zip(outcomes))
        {
            final.Add(outcome is Outcome.Failed failed ? await AgainAsync(step.Resource, failed, signals) : outcome);
        }

        foreach (var search in searches.Where(search => search.Error is not null))
        {
            final.AddRange(await AgainAsync(search, signals));
        }

        var result = new RunResult(final.ToImmutable(), time.GetElapsedTime(began), signals.Ending);
        events.Emit(new RunEvent.RunEnded(result));
        return result;
    }

    private async Task<Outcome> FirstAsync(IResource resource, StopSignals signals)
    {
        if (signals.IsStopping)
        {
            var skipped = new Outcome.Skipped(resource.Id, "the run was stopped before its turn", null);
            events.Emit(new RunEvent.ResourceSkipped(skipped.Resource, skipped.Why));
            return skipped;
        }

        if (!await MayBeThereAsync(resource, signals))
        {
            return new Outcome.Unchanged(resource.Id, TimeSpan.Zero, Proof.None);
        }

        var outcome = await RemoveAsync(resource, signals);
        if (outcome is Outcome.Failed failed && !signals.Abort.IsCancellationRequested)
        {
            events.Emit(new RunEvent.RemovalPostponed(failed.Resource, failed.Error, failed.Duration));
        }

        return outcome;
    }

    private async Task<Outcome> AgainAsync(IResource resource, Outcome.Failed before, StopSignals signals)
    {
        var outcome = signals.IsStopping ? before : await RemoveAsync(resource, signals);
        if (outcome is Outcome.Failed failed)
        {
            events.Emit(new RunEvent.ResourceFailed(failed.Resource, failed.Error, failed.Duration));
        }

        return outcome;
    }

    private async Task<ImmutableArray<Outcome>> AgainAsync(OrphanSearch before, StopSignals signals)
    {
        var search = signals.IsStopping ? before : await OrphanSearch.RunAsync(before.Finder, CancellationToken.None);
        if (search.Error is { } left)
        {
            events.Emit(new RunEvent.ResourceFailed(left.Id, left.Error, TimeSpan.Zero));
            return [new Outcome.Failed(left.Id, TimeSpan.Zero, left.Error)];
        }

        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var orphan in search.Found)
        {
            var outcome = await FirstAsync(orphan, signals);
            outcomes.Add(outcome is Outcome.Failed failed ? await AgainAsync(orphan, failed, signals) : outcome);
        }

        return outcomes.ToImmutable();
    }

    private async Task<Outcome> RemoveAsync(IResource resource, StopSignals signals)
    {
        var began = time.GetTimestamp();
        var change = new Change(resource.Id, ChangeKind.Delete);
        events.Emit(new RunEvent.ResourceStarted(resource.Id, resource.Title, change));
        try
        {
            await resource.RemoveAsync(events.ProgressOf(resource.Id), signals.Abort);
            var done = new Outcome.Done(resource.Id, time.GetElapsedTime(began), change, Proof.None);
            events.Emit(new RunEvent.ResourceDone(resource.Id, change, Proof.None, done.Duration));
            return done;
        }
        catch (OperationCanceledException) when (signals.Abort.IsCancellationRequested)
        {
            return new Outcome.Failed(resource.Id, time.GetElapsedTime(began), Failure.OfAbort(resource.Id));
        }
        catch (Exception exception)
        {
            var error = Failure.Of(resource.Id, exception, EngineErrors.RemovalFailed);
            return new Outcome.Failed(resource.Id, time.GetElapsedTime(began), error);
        }
    }

    // Where that cannot be told the removal is tried: it says what is wrong.
    private static async Task<bool> MayBeThereAsync(IResource resource, StopSignals signals)
    {
        try
        {
            return await resource.MayBeThereAsync(signals.Abort);
        }
        catch (Exception)
        {
            return true;
        }
    }
}
