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

/// <summary>A named set of addresses.</summary>
/// <param name="Name">2 to 64 characters, begins with a letter; written <c>+name</c> in rules.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallIpSet(string Name, string? Comment)
{
    internal static FirewallIpSet From(Answer row) => new(row.RequireText("name"), row["comment"].Text);
}

/// <summary>An entry of a set.</summary>
/// <param name="Cidr">Address, network (without host bits) or alias.</param>
/// <param name="Except">This entry is not in the set, though a wider one is.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallIpSetEntry(string Cidr, bool Except, string? Comment)
{
    internal static FirewallIpSetEntry From(Answer row) => new(row.RequireText("cidr"), row["nomatch"].IsSet, row["comment"].Text);
}

/// <summary>A named list of rules.</summary>
/// <param name="Name">2 to 18 characters, begins with a letter.</param>
/// <param name="Comment">Notes, or null.</param>
public sealed record FirewallGroup(string Name, string? Comment)
{
    internal static FirewallGroup From(Answer row) => new(row.RequireText("group"), row["comment"].Text);
}
