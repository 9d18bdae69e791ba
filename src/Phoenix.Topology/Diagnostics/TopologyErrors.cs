using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Everything that can be wrong with a <c>phoenix.yaml</c> and the compose files it names. A code never changes its meaning and is never used again.</summary>
public static class TopologyErrors
{
    /// <summary>All codes, in order.</summary>
    public static ImmutableArray<ErrorCode> All =>
        [
            .. YamlErrors.All,
            .. GuestErrors.All,
            .. NetworkErrors.All,
            .. HypervisorErrors.All,
            .. StackErrors.All,
            .. ImageErrors.All,
            .. RouteErrors.All,
            .. AllowErrors.All,
        ];
}
