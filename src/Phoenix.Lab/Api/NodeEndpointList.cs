using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Cluster;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Lab.Api.Tasks;

namespace Phoenix.Lab.Api;

/// <summary>Everything the node serves.</summary>
internal static class NodeEndpointList
{
    /// <summary>The methods of all parts.</summary>
    public static IEnumerable<Endpoint> All(NodeServices node, NodeCertificate certificate, TokenStore tokens, TicketMint tickets)
    {
        var facts = new NodeFacts(node.Options.StorageRoot);
        var containers = new LxcStatus(node);
        var machines = new QemuStatus(node);
        var life = new LxcLife(node);
        var rows = new ResourceRows(node, containers, machines, facts);
        return
        [
            .. new NodeEndpoints(rows, facts, certificate).All(),
            .. new ClusterEndpoints(node, rows).All(),
            .. new AccessEndpoints(node.Options, tickets).All(),
            .. new TokenEndpoints(tokens).All(),
            .. new TaskEndpoints(node.Tasks, node.Time).All(),
            .. containers.All(),
            .. life.All(),
            .. new LxcConfigEndpoints(node).All(),
            .. new LxcEndpoints(node, new LxcCreation(node, life)).All(),
        ];
    }
}
