using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;

namespace Phoenix.Components.Stacks;

/// <summary>How a service does, from its containers.</summary>
public enum ServiceHealth
{
    /// <summary>There is no container of it.</summary>
    Absent,

    /// <summary>A container was made and not started: on its way in a deploy, left behind by one that was cut off.</summary>
    Created,

    /// <summary>A container's health check has not decided yet.</summary>
    Starting,

    /// <summary>All containers run, healthy where there is a check.</summary>
    Healthy,

    /// <summary>It has done its work and ended with 0, which not every service may.</summary>
    Done,

    /// <summary>A health check fails, or a container restarts again and again.</summary>
    Unhealthy,

    /// <summary>A container has ended with an error, or was stopped.</summary>
    Stopped,
}

/// <summary>Reads health out of the engine's list of containers. Pure.</summary>
public static class ServiceHealths
{
    /// <summary>The health of each of the services.</summary>
    public static ImmutableSortedDictionary<string, ServiceHealth> Of(
        ImmutableSortedDictionary<string, ServiceExpectation> services,
        ImmutableArray<EngineContainer> containers
    ) =>
        services.ToImmutableSortedDictionary(
            service => service.Key,
            service =>
                containers
                    .Where(container => container.Service == service.Key)
                    .Select(container => Of(container, service.Value.MayEnd))
                    .DefaultIfEmpty(ServiceHealth.Absent)
                    .MaxBy(Badness),
            StringComparer.Ordinal
        );

    /// <summary>Whether nothing is wanting.</summary>
    public static bool IsWell(this ServiceHealth health) => health is ServiceHealth.Healthy or ServiceHealth.Done;

    /// <summary>Whether it is worth waiting for.</summary>
    public static bool IsOnItsWay(this ServiceHealth health) => health is ServiceHealth.Starting or ServiceHealth.Created;

    /// <summary>A word for a plan or a proof.</summary>
    public static string Word(this ServiceHealth health) => health.ToString().ToLowerInvariant();

    // The list has no field for health: the engine says it in its sentence.
    private static ServiceHealth Of(EngineContainer container, bool mayEnd) =>
        container.State switch
        {
            "running" when container.Status.Contains("(unhealthy)", StringComparison.Ordinal) => ServiceHealth.Unhealthy,
            "running" when container.Status.Contains("(health: starting)", StringComparison.Ordinal) => ServiceHealth.Starting,
            "running" => ServiceHealth.Healthy,
            "restarting" => ServiceHealth.Unhealthy,
            "created" => ServiceHealth.Created,
            "exited" when mayEnd && container.Status.StartsWith("Exited (0)", StringComparison.Ordinal) => ServiceHealth.Done,
            _ => ServiceHealth.Stopped,
        };

    private static int Badness(ServiceHealth health) =>
        health switch
        {
            ServiceHealth.Healthy => 0,
            ServiceHealth.Done => 1,
            ServiceHealth.Starting => 2,
            ServiceHealth.Created => 3,
            ServiceHealth.Absent => 4,
            ServiceHealth.Stopped => 5,
            _ => 6,
        };
}
