using System.Collections.Immutable;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>The firewall of one guest: its switches, its filter of source addresses, its rules.</summary>
public sealed record GuestFirewall(Guest Guest, ImmutableArray<FirewallRule> Rules)
{
    /// <summary>Closed both ways but for the rules; no foreign MAC or address leaves; no DHCP, since addresses are declared.</summary>
    public GuestFirewallOptions Options { get; } =
        new()
        {
            Enabled = true,
            PolicyIn = "DROP",
            PolicyOut = "DROP",
            IpFilter = true,
            Dhcp = false,
            MacFilter = true,
        };

    /// <summary>The addresses a virtual machine may send from: Proxmox knows only those of containers by itself.</summary>
    public FirewallSet? Sources =>
        Guest.Kind == GuestKind.VirtualMachine
            ? new("ipfilter-net0", "the machine's own address", [new FirewallSetEntry($"{Guest.Address}")])
            : null;
}
