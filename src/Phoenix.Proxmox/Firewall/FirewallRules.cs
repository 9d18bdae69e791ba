using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A list of rules as it is now.</summary>
/// <param name="Digest">Of the file the list is in, and so of everything in it; it changes with every write. Null for an empty list.</param>
/// <param name="Rules">In order; the index is the position.</param>
public sealed record FirewallRules(string? Digest, ImmutableArray<FirewallRule> Rules)
{
    internal static FirewallRules From(Answer rows) =>
        new(rows.Rows.FirstOrDefault()["digest"].Text, [.. rows.Rows.OrderBy(row => row["pos"].Number ?? 0).Select(FirewallRule.From)]);
}
