using System.Collections.Immutable;

namespace Phoenix.Components.Guests;

/// <summary>A guest as the node has it, in the words that a plan compares.</summary>
/// <param name="IsRunning">It runs.</param>
/// <param name="IsOwned">It carries the platform's tag.</param>
/// <param name="Lock">Why it is locked, or null.</param>
/// <param name="Fields">Values by key in the node's normal forms.</param>
public sealed record GuestState(bool IsRunning, bool IsOwned, string? Lock, ImmutableSortedDictionary<string, string> Fields);
