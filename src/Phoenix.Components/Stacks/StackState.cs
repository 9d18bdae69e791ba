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
    /// <summary>Whether the platform made it.</summary>
    public bool IsMarkedWith(string platform) =>
        Record is { } record
            ? record.Variables().Any(variable => variable.Name == StackMarks.Variable && variable.Value == platform)
            : Containers.All(container => container.Label(StackMarks.PlatformLabel) == platform);

    /// <summary>Reads a stack; null when nothing of that name is on the environment.</summary>
    public static async Task<StackState?> ReadAsync(PortainerClient client, int environmentId, string name, CancellationToken cancel)
    {
        var record = await client.Stacks.FindAsync(environmentId, name, cancel);
        var containers = await ContainersAsync(client.Docker(environmentId), name, cancel);
        if (record is null)
        {
            return containers.IsEmpty ? null : new StackState(null, "", containers);
        }

        return new StackState(record, await client.Stacks.FileAsync(record.Id, cancel) ?? "", containers);
    }

    // A host that is gone has no containers; the record stays in Portainer until the host is made again.
    private static async Task<ImmutableArray<EngineContainer>> ContainersAsync(DockerApi docker, string name, CancellationToken cancel)
    {
        try
        {
            return await docker.ContainersOfAsync(name, cancel);
        }
        catch (PhoenixException exception) when (PortainerAccess.IsAbsenceOfHost(exception.Code))
        {
            return [];
        }
    }
}
