using System.Collections.Immutable;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>What became of a flow's exchanges.</summary>
internal sealed class FlowTally
{
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];

    public int Compared { get; set; }

    public ImmutableArray<string> Differences => [.. _differences];

    public IEnumerable<string> Skipped => _skipped.Keys;

    public void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;

    public void Differ(string what) => _differences.Add(what);

    public override string ToString() =>
        $"{Compared} as recorded, {_differences.Count} different, {_skipped.Values.Sum()} left out"
        + string.Concat(_skipped.Select(static pair => $"\n    {pair.Value, 4} {pair.Key}"));
}
