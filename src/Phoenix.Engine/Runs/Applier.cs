using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Makes a plan real: in the order of dependencies, in parallel, each change proved. A failure blocks only what depends on it.</summary>
public sealed class Applier(EventSink events, TimeProvider time)
{
    // How old what a plan saw may be and still count as a proof.
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    /// <summary>Applies a plan that was agreed to.</summary>
    /// <param name="plan">The plan. A resource whose dependencies changed on the way is planned again right before its turn.</param>
    /// <param name="options">How.</param>
    /// <param name="signals">Ends the run early; what is left is for the next run.</param>
    public async Task<RunResult> ApplyAsync(Plan plan, RunOptions options, StopSignals signals)
    {
        var began = time.GetTimestamp();
        var planned = plan.Declared.Concat(plan.Orphans).ToDictionary(resource => resource.Id);
        var steps = Steps.ForApply(plan.Graph, [.. plan.Orphans.Select(orphan => orphan.Resource)]);
        var work = new ApplyStep(events, time, signals);
        var outcomes = await ParallelWalk.RunAsync<Outcome>(
            steps,
            options.Parallelism,
            (step, needs) => work.RunAsync(planned[step.Resource.Id], needs)
        );
        if (options.Unchanged == UnchangedProofs.Make)
        {
            outcomes = await ProveUnchangedAsync(outcomes, plan, options.Parallelism, signals);
        }

        var result = new RunResult([.. outcomes, .. FailedSearches(plan)], time.GetElapsedTime(began), signals.Ending);
        events.Emit(new RunEvent.RunEnded(result));
        return result;
    }

    // What was not found is not removed either: such a run is not whole.
    private IEnumerable<Outcome> FailedSearches(Plan plan)
    {
        foreach (var search in plan.FailedSearches)
        {
            events.Emit(new RunEvent.ResourceFailed(search.Id, search.Error, TimeSpan.Zero));
            yield return new Outcome.Failed(search.Id, TimeSpan.Zero, search.Error);
        }
    }

    private async Task<ImmutableArray<Outcome>> ProveUnchangedAsync(
        ImmutableArray<Outcome> outcomes,
        Plan plan,
        int parallelism,
        StopSignals signals
    )
    {
        var planned = plan.Declared.Concat(plan.Orphans).ToDictionary(resource => resource.Id);
        var proved = new Outcome[outcomes.Length];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = parallelism };
        await Parallel.ForAsync(
            0,
            outcomes.Length,
            limit,
            async (index, _) =>
                proved[index] =
                    outcomes[index] is Outcome.Unchanged unchanged && !signals.IsStopping
                        ? await ProveAsync(unchanged, planned[unchanged.Resource], plan, signals)
                        : outcomes[index]
        );
        return [.. proved];
    }

    private async Task<Outcome> ProveAsync(Outcome.Unchanged unchanged, PlannedResource planned, Plan plan, StopSignals signals)
    {
        var began = time.GetTimestamp();
        var resource = planned.Resource;
        try
        {
            // What the plan saw is proof enough while it is new and nothing below it has changed since.
            var isOld = unchanged.ChangedUpstream || time.GetElapsedTime(plan.ObservedAt) > FreshFor;
            var seen = isOld ? null : planned.Change.Proof;
            var proof = seen ?? await resource.VerifyAsync(signals.Abort);
            if (!proof.Holds)
            {
                return Fail(Failure.OfProof(resource.Id, proof));
            }

            events.Emit(new RunEvent.ProofMade(resource.Id, proof));
            return unchanged with { Proof = proof, Duration = time.GetElapsedTime(began) };
        }
        catch (OperationCanceledException) when (signals.Abort.IsCancellationRequested)
        {
            return unchanged;
        }
        catch (Exception exception)
        {
            return Fail(Failure.Of(resource.Id, exception, EngineErrors.ProofFailed));
        }

        Outcome.Failed Fail(PhoenixException error)
        {
            var duration = time.GetElapsedTime(began);
            events.Emit(new RunEvent.ResourceFailed(resource.Id, error, duration));
            return new Outcome.Failed(resource.Id, duration, error);
        }
    }
}
