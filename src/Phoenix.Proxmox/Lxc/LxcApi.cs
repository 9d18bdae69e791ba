using System.Collections.Immutable;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Lxc;

/// <summary>Containers of a node. Calls that return a <see cref="Upid"/> have only started a task; wait for it with <see cref="TasksApi.WaitAsync"/>.</summary>
public sealed class LxcApi
{
    private readonly ApiTransport transport;

    internal LxcApi(ApiTransport transport)
    {
        this.transport = transport;
        Power = new GuestPowerApi(transport, GuestKind.Container);
        Snapshots = new GuestSnapshotsApi(transport, GuestKind.Container);
    }

    /// <summary>Start, stop, shut down, reboot.</summary>
    public GuestPowerApi Power { get; }

    /// <summary>Snapshots.</summary>
    public GuestSnapshotsApi Snapshots { get; }

    /// <summary>The containers of a node, in no order.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<GuestStatus>> ListAsync(string node, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/lxc"), cancel)).Select(GuestStatus.From);

    /// <summary>Makes a container. What the node finds out later (no such template, disk full) fails in the task and leaves nothing.</summary>
    public Task<Upid> CreateAsync(string node, LxcCreate container, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"/nodes/{node}/lxc") with { Fields = container.ToFields() }, cancel);

    /// <summary>The configuration, pending changes merged in.</summary>
    public async Task<LxcConfig> ConfigAsync(string node, int vmid, CancellationToken cancel) =>
        LxcConfig.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/lxc/{vmid}/config"), cancel));

    /// <summary>Changes the configuration, at once. After an error read it again: the node may have written it all the same.</summary>
    public Task ChangeAsync(string node, int vmid, LxcChange change, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"/nodes/{node}/lxc/{vmid}/config") with { Fields = change.ToFields() }, cancel);

    /// <summary>Every key, with what waits for a restart.</summary>
    public async Task<ImmutableArray<PendingKey>> PendingAsync(string node, int vmid, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/lxc/{vmid}/pending"), cancel)).Select(PendingKey.From);

    /// <summary>What the container is doing now.</summary>
    public async Task<GuestStatus> StatusAsync(string node, int vmid, CancellationToken cancel) =>
        GuestStatus.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/lxc/{vmid}/status/current"), cancel));

    /// <summary>The interfaces inside, <c>lo</c> included; none when it does not run.</summary>
    public async Task<ImmutableArray<GuestAddress>> InterfacesAsync(string node, int vmid, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/lxc/{vmid}/interfaces"), cancel)).Select(GuestAddress.From);

    /// <summary>Grows a volume, to a size (<c>16G</c>) or by one (<c>+2G</c>); never shrinks.</summary>
    public Task<Upid> ResizeAsync(string node, int vmid, string disk, string size, CancellationToken cancel) =>
        transport.StartTaskAsync(
            ApiRequest.Put($"/nodes/{node}/lxc/{vmid}/resize") with
            {
                Fields = new FormFields { { "disk", disk }, { "size", size } },
            },
            cancel
        );

    /// <summary>Copies a container. The copy has new MAC addresses and the same IP addresses.</summary>
    public Task<Upid> CloneAsync(string node, int vmid, GuestClone clone, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"/nodes/{node}/lxc/{vmid}/clone") with { Fields = clone.ToFields("hostname") }, cancel);

    /// <summary>Destroys a container and its volumes. Never without quorum: the disk would go and the configuration stay.</summary>
    public Task<Upid> DeleteAsync(string node, int vmid, GuestRemoval removal, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Delete($"/nodes/{node}/lxc/{vmid}") with { Fields = removal.ToFields() }, cancel);
}
