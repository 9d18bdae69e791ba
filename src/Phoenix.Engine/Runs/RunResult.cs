using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>How a run ended.</summary>
/// <param name="Outcomes">One for each resource, in the order of the work.</param>
/// <param name="Duration">From the first step to the last proof.</param>
/// <param name="Ending">Whether a signal ended it.</param>
public sealed record RunResult(ImmutableArray<Outcome> Outcomes, TimeSpan Duration, RunEnding Ending)
{
    /// <summary>A run that ended before its first step.</summary>
    public static RunResult BeforeItsSteps(RunEnding ending) => new([], TimeSpan.Zero, ending);

    /// <summary>Resources that were changed and proved.</summary>
    public ImmutableArray<Outcome.Done> Done => [.. Outcomes.OfType<Outcome.Done>()];

    /// <summary>Resources that were as declared.</summary>
    public ImmutableArray<Outcome.Unchanged> Unchanged => [.. Outcomes.OfType<Outcome.Unchanged>()];

    /// <summary>Resources that failed.</summary>
    public ImmutableArray<Outcome.Failed> Failed => [.. Outcomes.OfType<Outcome.Failed>()];

    /// <summary>Resources that were not touched.</summary>
    public ImmutableArray<Outcome.Skipped> Skipped => [.. Outcomes.OfType<Outcome.Skipped>()];

    /// <summary>Nothing failed and nothing was left out.</summary>
    public bool IsWhole => Failed.IsEmpty && Skipped.IsEmpty && Ending == RunEnding.Completed;
}

/// <summary>What ended a run; in JSON and in the journal in lower case.</summary>
public enum RunEnding
{
    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>The first signal: running steps were finished, no new ones begun.</summary>
    Stopped,

    /// <summary>The second signal: running steps were cut short.</summary>
    Aborted,

    /// <summary>Nobody agreed to it: nothing was begun.</summary>
    Refused,

    /// <summary>An error ended it outside of its steps.</summary>
    Failed,
}
