using System.Collections.Immutable;
using Phoenix.Components.Portainer;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>A stack as it is: Portainer's record and file, and the containers on the engine, which the record never follows.</summary>
/// <param name="Record">Portainer's record; null when only containers of that name are there.</param>
/// <param name="File">The stored compose file.</param>
/// <param name="Containers">The containers of the project, stopped ones too.</param>
public sealed record StackState(StackRecord? Record, string File, ImmutableArray<EngineContainer> Containers)
{
    /// <summary>Further records of the one project: Portainer makes two when a creation is sent again while the first still deploys.</summary>
    public ImmutableArray<StackRecord> Extras { get; init; } = [];

    /// <summary>The environment that the record still speaks of although it was deleted in Portainer; null when all is in order.</summary>
    public int? GoneEnvironmentId { get; init; }

    /// <summary>Whether the platform made it.</summary>
    public bool IsMarkedWith(string platform) =>
        Record is { } record
            ? Extras.Add(record).All(one => one.IsMarkedWith(platform))
            : Containers.All(container => container.Label(StackMarks.PlatformLabel) == platform);

    /// <summary>Containers of services that the design does not have.</summary>
    public IEnumerable<EngineContainer> ContainersBeside(StackDesign design) =>
        Containers.Where(container => container.Service is { } service && !design.Revisions.ContainsKey(service));

    /// <summary>Reads a stack; null when nothing of that name is on the environment. A record of the platform whose environment is gone is taken for this one.</summary>
    public static async Task<StackState?> ReadAsync(
        PortainerClient client,
        int environmentId,
        string name,
        string platform,
        CancellationToken cancel
    )
    {
        var containers = await FindContainersAsync(client.Docker(environmentId), name, cancel) ?? [];
        ImmutableArray<StackRecord> records =
        [
            .. (await client.Stacks.FindAllAsync(environmentId, name, cancel))
                .Where(record => record.EndpointId == environmentId || record.IsMarkedWith(platform))
                .OrderByDescending(record => record.EndpointId == environmentId)
                .ThenByDescending(record => record.IsMarkedWith(platform))
                .ThenBy(record => record.Id),
        ];
        if (records.IsEmpty)
        {
            return containers.IsEmpty ? null : new StackState(null, "", containers);
        }

        var kept = records[0];
        return new StackState(kept, await client.Stacks.FileAsync(kept.Id, cancel) ?? "", containers)
        {
            Extras = records[1..],
            GoneEnvironmentId = kept.EndpointId == environmentId ? null : kept.EndpointId,
        };
    }

    /// <summary>The containers of a project; null when the host is gone. The record stays in Portainer until the host is made again.</summary>
    internal static async Task<ImmutableArray<EngineContainer>?> FindContainersAsync(
        DockerApi docker,
        string name,
        CancellationToken cancel
    )
    {
        try
        {
            return await docker.ContainersOfAsync(name, cancel);
        }
        catch (PhoenixException exception) when (PortainerAccess.IsAbsenceOfHost(exception.Code))
        {
            return null;
        }
    }
}
