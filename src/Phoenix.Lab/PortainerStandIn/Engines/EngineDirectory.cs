using System.Collections.Concurrent;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Engines;

/// <summary>The engines of the environments; their connections are kept.</summary>
internal sealed class EngineDirectory(AgentKey key, string agentSecret) : IDisposable
{
    private readonly ConcurrentDictionary<(string Url, bool SkipVerify), DockerEngine> engines = new();

    /// <summary>The way to an environment's engine.</summary>
    public DockerEngine Of(EndpointEntry endpoint) =>
        engines.GetOrAdd(
            (endpoint.Url, endpoint.TlsSkipVerify),
            at =>
                at.Url.StartsWith("unix://", StringComparison.Ordinal)
                    ? DockerEngine.AtSocket(at.Url["unix://".Length..])
                    : DockerEngine.AtAgent(at.Url, key, agentSecret, at.SkipVerify)
        );

    public void Dispose()
    {
        foreach (var engine in engines.Values)
        {
            engine.Dispose();
        }
    }
}
