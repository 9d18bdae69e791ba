using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Nodes;

/// <summary>The machines that Proxmox runs on.</summary>
public sealed class NodesApi
{
    private readonly ApiTransport transport;

    internal NodesApi(ApiTransport transport) => this.transport = transport;

    /// <summary>The nodes of the cluster, or the one there is.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<NodeSummary>> ListAsync(CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes"), cancel)).Select(NodeSummary.From);

    /// <summary>What a node has and uses.</summary>
    public async Task<NodeStatus> StatusAsync(string node, CancellationToken cancel) =>
        NodeStatus.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/status"), cancel));
}
