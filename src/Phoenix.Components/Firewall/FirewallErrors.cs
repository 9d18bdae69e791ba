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

    /// <summary>All of them.</summary>
    public static ImmutableArray<ErrorCode> All { get; } = [KeepsChanging];
}
