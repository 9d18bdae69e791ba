using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>A guest as the node has it, in the words that a plan compares.</summary>
/// <param name="IsRunning">It runs.</param>
/// <param name="IsOwned">It carries the platform's tag.</param>
/// <param name="Disk">The size of its root disk; null when it has no limit.</param>
/// <param name="Fields">Values by key in the node's normal forms.</param>
public sealed record GuestState(bool IsRunning, bool IsOwned, ByteSize? Disk, ImmutableSortedDictionary<string, string> Fields);
