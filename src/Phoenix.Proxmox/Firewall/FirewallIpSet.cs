using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A named set of addresses.</summary>
/// <param name="Name">2 to 64 characters, begins with a letter; written <c>+name</c> in rules.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallIpSet(string Name, string? Comment)
{
    internal static FirewallIpSet From(Answer row) => new(row.RequireText("name"), row["comment"].Text);
}
