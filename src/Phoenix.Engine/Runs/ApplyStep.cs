using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>The turn of one resource in a run: skip it, or look again, change it and prove it.</summary>
internal sealed class ApplyStep(EventSink events, TimeProvider time, StopSignals signals)
{
    /// <summary>Does the work; whatever goes wrong becomes the outcome.</summary>
    public async Task<Outcome> RunAsync(PlannedResource planned, ImmutableArray<Outcome> needs)
    {
        if (WhyNot(planned, needs) is { } skipped)
        {
            events.Emit(new RunEvent.ResourceSkipped(skipped.Resource, skipped.Why));
            return skipped;
        }

        var began = time.GetTimestamp();
        var upstreamChanged = needs.Any(outcome => outcome.ChangedUpstream);
        try
        {
            var change = upstreamChanged || planned.Failure is not null ? await PlanAgainAsync(planned) : planned.Change;
            if (change.Kind == ChangeKind.None)
            {
                if (planned.Change.Kind != ChangeKind.None)
                {
                    events.Emit(new RunEvent.ResourceUnchanged(planned.Id));
                }

                return new Outcome.Unchanged(planned.Id, time.GetElapsedTime(began), Proof.None) { ChangedUpstream = upstreamChanged };
            }

            var shown = AsPlanned(planned.Change, change);
            events.Emit(new RunEvent.ResourceStarted(planned.Id, planned.Resource.Title, shown));
            var proof = await ChangeAsync(planned.Resource, change);
            if (!proof.Holds)
            {
                return Fail(Failure.OfProof(planned.Id, proof));
            }

            var done = new Outcome.Done(planned.Id, time.GetElapsedTime(began), shown, proof) { ChangedUpstream = true };
            events.Emit(new RunEvent.ResourceDone(done.Resource, done.Change, done.Proof, done.Duration));
            return done;
        }
        catch (OperationCanceledException) when (signals.Abort.IsCancellationRequested)
        {
            return Fail(Failure.OfAbort(planned.Id));
        }
        catch (Exception exception)
        {
            return Fail(Failure.Of(planned.Id, exception, EngineErrors.ApplyFailed));
        }

        Outcome.Failed Fail(PhoenixException error)
        {
            var duration = time.GetElapsedTime(began);
            events.Emit(new RunEvent.ResourceFailed(planned.Id, error, duration));
            return new Outcome.Failed(planned.Id, duration, error);
        }
    }

    // What was to be made because there was nothing yet, a guest for instance, is an update once that is there. To the reader it is still
    // being made.
    private static Change AsPlanned(Change planned, Change now) =>
        planned.Kind == ChangeKind.Create && now.Kind == ChangeKind.Update ? planned : now;

    private Outcome.Skipped? WhyNot(PlannedResource planned, ImmutableArray<Outcome> needs)
    {
        foreach (var need in needs)
        {
            switch (need)
            {
                case Outcome.Failed failed:
                    return new Outcome.Skipped(planned.Id, $"it needs {failed.Resource}, which failed", failed.Resource);
                case Outcome.Skipped { Because: { } cause }:
                    return new Outcome.Skipped(planned.Id, $"it needs {need.Resource}, which needs {cause}", cause);
            }
        }

        return signals.IsStopping ? new Outcome.Skipped(planned.Id, "the run was stopped before its turn", null) : null;
    }

    private async Task<Change> PlanAgainAsync(PlannedResource planned)
    {
        Change change;
        try
        {
            change = await planned.Resource.PlanAsync(signals.Abort);
        }
        catch (Exception exception) when (!signals.Abort.IsCancellationRequested)
        {
            throw Failure.Of(planned.Id, exception, EngineErrors.ObservationFailed);
        }

        // Consent was given to the plan that was shown; a loss that it did not name needs a new one.
        return !change.LosesSomething || planned.IsDestructive
            ? change
            : throw new PhoenixException(EngineErrors.ConsentMissing, change.Reason ?? $"it would have to be {Words.Of(change.Kind)}")
            {
                Where = planned.Id.ToString(),
            };
    }

    private async Task<Proof> ChangeAsync(IResource resource, Change change)
    {
        var progress = events.ProgressOf(resource.Id);
        if (change.Kind == ChangeKind.Delete)
        {
            await resource.RemoveAsync(progress, signals.Abort);
            return Proof.None;
        }

        await resource.ApplyAsync(change, progress, signals.Abort);
        return await resource.VerifyAsync(signals.Abort);
    }
}
