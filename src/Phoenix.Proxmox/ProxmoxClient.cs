using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Cluster;
using Phoenix.Proxmox.Firewall;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Nodes;
using Phoenix.Proxmox.Pools;
using Phoenix.Proxmox.Qemu;
using Phoenix.Proxmox.Storage;
using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>
/// The Proxmox API, typed. Every failure is a <see cref="PhoenixException"/> with a code of <see cref="ProxmoxErrors"/> and the node's own words.
/// Reads are repeated when a connection breaks; a change whose answer got lost is <see cref="ProxmoxErrors.OutcomeUnknown"/> and never repeated.
/// </summary>
public sealed class ProxmoxClient : IDisposable
{
    private readonly ApiTransport transport;

    /// <summary>A client of a node. Nothing is sent before the first call.</summary>
    /// <exception cref="PhoenixException">The endpoint is not https.</exception>
    public ProxmoxClient(ProxmoxConnection connection)
        : this(new ApiTransport(connection)) { }

    internal ProxmoxClient(ApiTransport transport)
    {
        this.transport = transport;
        Access = new AccessApi(transport);
        Cluster = new ClusterApi(transport);
        Firewall = new FirewallApi(transport);
        Lxc = new LxcApi(transport);
        Nodes = new NodesApi(transport);
        Pools = new PoolsApi(transport);
        Qemu = new QemuApi(transport);
        Storage = new StorageApi(transport);
        Tasks = new TasksApi(transport);
    }

    /// <summary>Logins, tokens, permissions.</summary>
    public AccessApi Access { get; }

    /// <summary>Inventory, ids, quorum, datacenter options.</summary>
    public ClusterApi Cluster { get; }

    /// <summary>The firewall at cluster, node and guest level.</summary>
    public FirewallApi Firewall { get; }

    /// <summary>Containers.</summary>
    public LxcApi Lxc { get; }

    /// <summary>Nodes.</summary>
    public NodesApi Nodes { get; }

    /// <summary>Pools.</summary>
    public PoolsApi Pools { get; }

    /// <summary>Virtual machines.</summary>
    public QemuApi Qemu { get; }

    /// <summary>Storages and templates.</summary>
    public StorageApi Storage { get; }

    /// <summary>Tasks.</summary>
    public TasksApi Tasks { get; }

    /// <summary>What the node says it is. The cheapest call: it works while the node's daemon is down.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached.</exception>
    public async Task<ProxmoxVersion> VersionAsync(CancellationToken cancel) =>
        ProxmoxVersion.From(await transport.DataAsync(ApiRequest.Get($"/version"), cancel));

    /// <inheritdoc />
    public void Dispose() => transport.Dispose();
}
