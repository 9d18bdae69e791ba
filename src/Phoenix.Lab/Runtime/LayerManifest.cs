using System.Collections.Immutable;

namespace Phoenix.Lab.Runtime;

/// <summary>Which layers a guest's root file system consists of, now and in its snapshots. Layers are named by what they are called in the lab's folder of layers.</summary>
internal sealed record LayerManifest
{
    /// <summary>The layer that is written to.</summary>
    public required string Upper { get; init; }

    /// <summary>The layers beneath, topmost first; never written to.</summary>
    public required ImmutableList<string> Lowers { get; init; }

    /// <summary>By how much owners are higher on the machine than in the guest: 100000 for an unprivileged one.</summary>
    public int Shift { get; init; }

    /// <summary>The layers of each snapshot, topmost first.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<string>> Snapshots { get; init; } =
        ImmutableSortedDictionary<string, ImmutableList<string>>.Empty;

    /// <summary>Every layer that the guest needs.</summary>
    public IEnumerable<string> Needed() => [Upper, .. Lowers, .. Snapshots.Values.SelectMany(layers => layers)];

    /// <summary>After the written layer has become a frozen one.</summary>
    public LayerManifest Freeze(string newUpper) => this with { Upper = newUpper, Lowers = Lowers.Insert(0, Upper) };

    /// <summary>With a snapshot of the frozen layers.</summary>
    public LayerManifest WithSnapshot(string name) => this with { Snapshots = Snapshots.SetItem(name, Lowers) };
}
