using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A named list of rules.</summary>
/// <param name="Name">2 to 18 characters, begins with a letter.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallGroup(string Name, string? Comment)
{
    internal static FirewallGroup From(Answer row) => new(row.RequireText("group"), row["comment"].Text);
}
