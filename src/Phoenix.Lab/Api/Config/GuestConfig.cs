using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Config;

/// <summary>A guest's configuration: the values of its keys as they stand in its file.</summary>
internal sealed record GuestConfig
{
    /// <summary>Container or virtual machine; they keep their files in different folders.</summary>
    public required GuestKind Kind { get; init; }

    /// <summary>The values in force, by key. The description is here too, in the clear.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = Empty;

    /// <summary>Values that wait for the next start.</summary>
    public ImmutableSortedDictionary<string, string> Pending { get; init; } = Empty;

    /// <summary>Keys that the next start takes away.</summary>
    public ImmutableSortedSet<string> PendingDeletes { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The snapshots, by name: each the values as they were, with <c>snaptime</c>, <c>parent</c> and its own description.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Snapshots { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>No values, in the order of files.</summary>
    public static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A key's value, or null.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>The configuration as it will be after the next start.</summary>
    public ImmutableSortedDictionary<string, string> Merged => Values.RemoveRange(PendingDeletes).SetItems(Pending);

    /// <summary>A value put in force at once; what waited for the key is forgotten.</summary>
    public GuestConfig Set(string key, string value) =>
        this with
        {
            Values = Values.SetItem(key, value),
            Pending = Pending.Remove(key),
            PendingDeletes = PendingDeletes.Remove(key),
        };

    /// <summary>A key taken away at once.</summary>
    public GuestConfig Remove(string key) =>
        this with
        {
            Values = Values.Remove(key),
            Pending = Pending.Remove(key),
            PendingDeletes = PendingDeletes.Remove(key),
        };

    /// <summary>What waits is put in force.</summary>
    public GuestConfig WithPendingApplied() => this with { Values = Merged, Pending = Empty, PendingDeletes = PendingDeletes.Clear() };
}
