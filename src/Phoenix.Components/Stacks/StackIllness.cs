using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Words for a stack that does not become healthy: which service, and the last it said.</summary>
internal static class StackIllness
{
    private const int LinesShown = 15;

    public static async Task<PhoenixException> DescribeAsync(
        DockerApi docker,
        string stack,
        ImmutableSortedDictionary<string, ServiceHealth> health,
        ImmutableArray<EngineContainer> containers,
        CancellationToken cancel
    )
    {
        var ill = health.Where(service => !service.Value.IsWell()).ToImmutableArray();
        var said = new List<string>();
        foreach (var (service, _) in ill)
        {
            if (containers.FirstOrDefault(container => container.Service == service) is { } container)
            {
                said.Add($"{service}: {container.Status}");
                said.Add((await docker.LogsAsync(container.Id, LinesShown, cancel)).TrimEnd());
            }
        }

        var list = string.Join(", ", ill.Select(service => $"{service.Key} is {service.Value.Word()}"));
        return new PhoenixException(StackErrors.NotHealthy, $"{stack}: {list}") { Remote = string.Join('\n', said) };
    }
}
