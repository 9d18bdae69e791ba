using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Lab.Firewall;

/// <summary>Errors of the lab's firewall.</summary>
public static class FirewallErrors
{
    /// <summary>nftables refused the rules.</summary>
    public static readonly ErrorCode RulesRefused = new(
        "PHX6301",
        "The firewall's rules could not be loaded",
        "The lab enforces the Proxmox firewall with nftables inside its own network namespace. nftables refused the compiled rules; those in force before still are.",
        "Read what nft says. Debian's package nftables must be installed, and the kernel must have its inet and bridge families."
    );

    /// <summary>All of them.</summary>
    public static ImmutableArray<ErrorCode> All { get; } = [RulesRefused];
}
