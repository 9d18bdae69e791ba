using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Writes the events of a run into its journal, from the moment on at which something happens: a run that finds all as declared writes nothing.</summary>
public sealed class JournalObserver(IJournal journal, string user) : IRunObserver
{
    private readonly List<JournalEntry> held = [];
    private bool writes;

    /// <inheritdoc />
    public void On(RunEvent happened)
    {
        if (EntryOf(happened) is not { } entry)
        {
            return;
        }

        held.Add(entry);
        writes |= !IsQuiet(happened);
        if (writes)
        {
            held.ForEach(journal.Append);
            held.Clear();
        }
    }

    private static bool IsQuiet(RunEvent happened) =>
        happened
            is RunEvent.RunStarted
                or RunEvent.PlanMade
                or RunEvent.ResourceUnchanged
                or RunEvent.RunEnded { Result: { IsWhole: true, Done: [] } };

    private JournalEntry? EntryOf(RunEvent happened) =>
        happened switch
        {
            RunEvent.RunStarted run => Entry(run, "run") with { User = user, Command = run.Command, Platform = run.Platform },
            RunEvent.PlanMade { Plan: var plan } => Entry(happened, "plan") with
            {
                Seconds = plan.Duration.TotalSeconds,
                Message =
                    $"{plan.ToCreate} to create, {plan.ToChange} to change, {plan.ToRemove} to remove, {plan.Failures.Length} not readable",
            },
            RunEvent.ResourceStarted start => Entry(start, "start", start.Resource) with
            {
                Change = Words.NameOf(start.Change.Kind),
                Fields = start.Change.Fields.IsEmpty ? null : [.. start.Change.Fields.Select(field => field.Path)],
            },
            RunEvent.ResourceDone done => Entry(done, "done", done.Resource) with
            {
                Change = Words.NameOf(done.Change.Kind),
                Message = done.Proof.Seen.Length == 0 ? null : done.Proof.Seen,
                Seconds = done.Duration.TotalSeconds,
            },
            RunEvent.ResourceUnchanged same => Entry(same, "unchanged", same.Resource),
            RunEvent.ResourceFailed failed => Entry(failed, "failed", failed.Resource) with
            {
                Code = failed.Error.Code.Code,
                Message = OwnWords(failed.Error),
                Seconds = failed.Duration.TotalSeconds,
            },
            RunEvent.RemovalPostponed postponed => Entry(postponed, "postponed", postponed.Resource) with
            {
                Code = postponed.Error.Code.Code,
                Message = OwnWords(postponed.Error),
                Seconds = postponed.Duration.TotalSeconds,
            },
            RunEvent.ResourceSkipped skipped => Entry(skipped, "skipped", skipped.Resource) with { Message = skipped.Why },
            RunEvent.RunEnded { Result: var result } => Entry(happened, "end") with
            {
                Seconds = result.Duration.TotalSeconds,
                Ending = result.Ending.ToString().ToLowerInvariant(),
                Counts = new JournalCounts(result.Done.Length, result.Unchanged.Length, result.Failed.Length, result.Skipped.Length),
            },
            _ => null,
        };

    // What a probe saw and what a library threw may hold a remote's words; then only what kind of error it was is kept.
    private static string OwnWords(PhoenixException error) =>
        error.Code == EngineErrors.ProofFailed
        || error.InnerException is { } cause && cause is not PhoenixException && cause.Message == error.Message
            ? error.Code.Title
            : error.Message;

    private static JournalEntry Entry(RunEvent happened, string what, ResourceId? resource = null) =>
        new()
        {
            At = happened.At,
            What = what,
            Resource = resource?.ToString(),
        };
}
