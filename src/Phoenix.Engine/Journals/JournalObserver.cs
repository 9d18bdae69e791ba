namespace Phoenix.Engine;

/// <summary>Writes the events of a run into its journal.</summary>
public sealed class JournalObserver(IJournal journal, string user) : IRunObserver
{
    /// <inheritdoc />
    public void On(RunEvent happened)
    {
        if (EntryOf(happened) is { } entry)
        {
            journal.Append(entry);
        }
    }

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
                Message = failed.Error.Message,
                Seconds = failed.Duration.TotalSeconds,
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

    private static JournalEntry Entry(RunEvent happened, string what, ResourceId? resource = null) =>
        new()
        {
            At = happened.At,
            What = what,
            Resource = resource?.ToString(),
        };
}
