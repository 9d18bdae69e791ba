using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Agent;
using Phoenix.Lab.Api.Cluster;
using Phoenix.Lab.Api.Firewall;
using Phoenix.Lab.Api.Guests;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Pools;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Lab.Api.Storage;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Topology;

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
        var rows = new ResourceRows(node, containers, machines, facts);
        var containerLife = new LxcLife(node);
        var seeds = new CloudInitSeeds(node);
        var machineLife = new QemuLife(node, seeds);
        return
        [
            .. new NodeEndpoints(rows, facts, certificate).All(),
            .. new ClusterEndpoints(node, rows).All(),
            .. new DatacenterOptions(Path.Combine(node.Options.StateDirectory, "datacenter.cfg")).All(),
            .. new AccessEndpoints(node.Options, tickets).All(),
            .. new TokenEndpoints(tokens).All(),
            .. new TaskEndpoints(node.Tasks, node.Time).All(),
            .. new PoolEndpoints(node, rows).All(),
            .. new FirewallEndpoints(node).All(),
            .. new StorageEndpoints(node, facts).All(),
            .. new ContentEndpoints(node).All(),
            .. new TransferEndpoints(node).All(),
            .. new ApplianceEndpoints(node).All(),
            .. containers.All(),
            .. containerLife.All(),
            .. new LxcConfigEndpoints(node).All(),
            .. new LxcEndpoints(node, new LxcCreation(node, containerLife)).All(),
            .. Common(node, new GuestWords(GuestKind.Container), containerLife.Start),
            .. machines.All(),
            .. machineLife.All(),
            .. new QemuConfigEndpoints(node, new QemuCreation(node, machineLife, seeds), new QemuChange(node, seeds)).All(),
            .. new CloudInitEndpoints(node, seeds).All(),
            .. new AgentEndpoints(node, new GuestAgent(node)).All(),
            .. Common(node, new GuestWords(GuestKind.VirtualMachine), machineLife.Start),
        ];
    }

    private static IEnumerable<Endpoint> Common(NodeServices node, GuestWords words, Func<int, Caller, ApiResult> start) =>
        [
            .. new SnapshotEndpoints(node, words, new SnapshotTasks(node, words, start)).All(),
            .. new FeatureEndpoints(node, words).All(),
            new CloneEndpoint(node, words).Of(),
            new ResizeEndpoint(node, words).Of(),
        ];
}
