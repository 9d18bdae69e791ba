using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>What a run would do: every resource with its change, in the order of the work.</summary>
public sealed record Plan
{
    /// <summary>The checked graph of what is declared.</summary>
    public required ResourceGraph Graph { get; init; }

    /// <summary>Declared resources and what is to happen to them, each after what it depends on.</summary>
    public required ImmutableArray<PlannedResource> Declared { get; init; }

    /// <summary>Things that are no longer declared.</summary>
    public ImmutableArray<PlannedResource> Orphans { get; init; } = [];

    /// <summary>Searches for orphans that failed.</summary>
    public ImmutableArray<FailedSearch> FailedSearches { get; init; } = [];

    /// <summary>How long the observation took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When the observation ended, on the clock's own scale.</summary>
    internal long ObservedAt { get; init; }

    /// <summary>Everything that is not as declared, removals first.</summary>
    public ImmutableArray<PlannedResource> Changes =>
        [.. Orphans.Concat(Declared).Where(planned => planned.Failure is null && planned.Change.Kind != ChangeKind.None)];

    /// <summary>Resources whose live state could not be read.</summary>
    public ImmutableArray<PlannedResource> Failures => [.. Orphans.Concat(Declared).Where(planned => planned.Failure is not null)];

    /// <summary>Changes that lose data or service on the way and need consent.</summary>
    public ImmutableArray<PlannedResource> Destructive => [.. Changes.Where(planned => planned.IsDestructive)];

    /// <summary>How many are made.</summary>
    public int ToCreate => CountOf(ChangeKind.Create);

    /// <summary>How many are changed, in place or by replacement.</summary>
    public int ToChange => CountOf(ChangeKind.Update) + CountOf(ChangeKind.Replace);

    /// <summary>How many are taken away.</summary>
    public int ToRemove => CountOf(ChangeKind.Delete);

    /// <summary>Everything was read and is as declared.</summary>
    public bool IsEmpty => Changes.IsEmpty && Failures.IsEmpty && FailedSearches.IsEmpty;

    /// <summary>Whether a person who agreed to this plan agreed to that one, too: the same changes, and the same left out. How old things are is no difference.</summary>
    public bool SaysTheSameAs(Plan other) => Said().SequenceEqual(other.Said());

    private IEnumerable<string> Said() =>
        [
            .. Changes.SelectMany(planned =>
                planned
                    .Change.Fields.Select(field => $"{field.Path}: {field.Live} -> {field.Declared}")
                    .Prepend($"{planned.Change.Kind} {planned.Id} {planned.IsDestructive}")
            ),
            .. Failures.Select(planned => $"? {planned.Id} {planned.Failure!.Code}"),
            .. FailedSearches.Select(search => $"? {search.Id} {search.Error.Code}"),
        ];

    private int CountOf(ChangeKind kind) => Changes.Count(planned => planned.Change.Kind == kind);
}
