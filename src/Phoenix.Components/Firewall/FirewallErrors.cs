using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>Errors of the platform's firewall.</summary>
public static class FirewallErrors
{
    /// <summary>Concurrent writers.</summary>
    public static readonly ErrorCode KeepsChanging = new(
        "PHX2301",
        "The firewall's rules keep changing",
        "While Phoenix changed a list of firewall rules, somebody else wrote the same file again and again. Phoenix planned anew each time and then gave up; what it wrote is whole in itself.",
        "Let the other program or person finish, and run again."
    );

    /// <summary>The sets are still needed.</summary>
    public static readonly ErrorCode StillOn = new(
        "PHX2302",
        "The firewall is still on, so who may manage the node stays",
        "Phoenix switched the node's firewall on and could not switch it off again. Taking away the addresses that may manage the node would lock everybody out of it.",
        "Switch it off (`pvesh set /cluster/firewall/options --enable 0`), then run `phoenix down` again."
    );

    /// <summary>All of them.</summary>
    public static ImmutableArray<ErrorCode> All { get; } = [KeepsChanging, StillOn];
}
