using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>An entry of a set.</summary>
/// <param name="Cidr">Address, network (without host bits) or alias.</param>
/// <param name="Except">This entry is not in the set, though a wider one is.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallIpSetEntry(string Cidr, bool Except, string? Comment)
{
    internal static FirewallIpSetEntry From(Answer row) => new(row.RequireText("cidr"), row["nomatch"].IsSet, row["comment"].Text);
}
