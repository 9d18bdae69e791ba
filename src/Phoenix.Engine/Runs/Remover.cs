using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Takes a platform away, each resource after those that depend on it. A removal that fails is tried once more at the end: what it lived on is gone by then.</summary>
public sealed class Remover(EventSink events, TimeProvider time)
{
    /// <summary>Removes everything.</summary>
    /// <param name="graph">What is declared.</param>
    /// <param name="orphans">What is declared no more and goes too.</param>
    /// <param name="parallelism">How many removals may run at once.</param>
    /// <param name="signals">Ends the run early; what is left is for the next run.</param>
    public async Task<RunResult> RemoveAsync(ResourceGraph graph, ImmutableArray<IResource> orphans, int parallelism, StopSignals signals)
    {
        var began = time.GetTimestamp();
        var steps = Steps.ForRemoval([.. graph.Ordered, .. orphans.Where(orphan => !graph.Contains(orphan.Id))]);
        var outcomes = await ParallelWalk.RunAsync<Outcome>(steps, parallelism, (step, _) => RemoveAsync(step.Resource, signals));
        var final = ImmutableArray.CreateBuilder<Outcome>(outcomes.Length);
        foreach (var (step, outcome) in steps.Zip(outcomes))
        {
            final.Add(outcome is Outcome.Failed failed && !signals.IsStopping ? await AgainAsync(step.Resource, failed, signals) : outcome);
        }

        foreach (var left in final.OfType<Outcome.Failed>())
        {
            events.Emit(new RunEvent.ResourceFailed(left.Resource, left.Error, left.Duration));
        }

        var result = new RunResult(final.ToImmutable(), time.GetElapsedTime(began), signals.Ending);
        events.Emit(new RunEvent.RunEnded(result));
        return result;
    }

    private async Task<Outcome> AgainAsync(IResource resource, Outcome.Failed before, StopSignals signals)
    {
        events
            .ProgressOf(resource.Id)
            .Report($"once more: {before.Error.Message}{(before.Error.Remote is { } words ? $" ({words})" : "")}");
        return await RemoveAsync(resource, signals);
    }

    private async Task<Outcome> RemoveAsync(IResource resource, StopSignals signals)
    {
        if (signals.IsStopping)
        {
            var skipped = new Outcome.Skipped(resource.Id, "the run was stopped before its turn", null);
            events.Emit(new RunEvent.ResourceSkipped(skipped.Resource, skipped.Why));
            return skipped;
        }

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
}
