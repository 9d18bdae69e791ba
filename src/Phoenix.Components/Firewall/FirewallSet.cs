using System.Collections.Immutable;

namespace Phoenix.Components.Firewall;

/// <summary>A named set of addresses at the cluster's or a guest's level.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Comment">What it is for.</param>
/// <param name="Entries">Its entries; the most specific one decides, whatever the order.</param>
public sealed record FirewallSet(string Name, string Comment, ImmutableArray<FirewallSetEntry> Entries);

/// <summary>An address or network of a set, or an exception from a wider one.</summary>
public sealed record FirewallSetEntry(string Cidr, bool Except = false)
{
    /// <summary>As a <c>.fw</c> file writes it: an exception begins with <c>!</c>.</summary>
    public override string ToString() => Except ? $"!{Cidr}" : Cidr;
}
