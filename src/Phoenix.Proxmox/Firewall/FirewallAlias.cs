using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A name for an address or a network. Names are compared without case.</summary>
/// <param name="Name">2 to 64 characters, begins with a letter.</param>
/// <param name="Cidr">Address or network.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallAlias(string Name, string Cidr, string? Comment)
{
    internal static FirewallAlias From(Answer row) => new(row.RequireText("name"), row["cidr"].Text ?? "", row["comment"].Text);
}
