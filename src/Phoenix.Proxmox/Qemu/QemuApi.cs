using System.Collections.Immutable;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Qemu;

/// <summary>Virtual machines of a node. Calls that return a <see cref="Upid"/> have only started a task; wait for it with <see cref="TasksApi.WaitAsync"/>.</summary>
public sealed class QemuApi
{
    private readonly ApiTransport transport;

    internal QemuApi(ApiTransport transport)
    {
        this.transport = transport;
        Power = new GuestPowerApi(transport, GuestKind.VirtualMachine);
        Snapshots = new GuestSnapshotsApi(transport, GuestKind.VirtualMachine);
        Agent = new QemuAgentApi(transport);
    }

    /// <summary>Start, stop, shut down, reboot.</summary>
    public GuestPowerApi Power { get; }

    /// <summary>Snapshots.</summary>
    public GuestSnapshotsApi Snapshots { get; }

    /// <summary>The guest agent.</summary>
    public QemuAgentApi Agent { get; }

    /// <summary>The virtual machines of a node, in no order.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<GuestStatus>> ListAsync(string node, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/qemu"), cancel)).Select(GuestStatus.From);

    /// <summary>Makes a virtual machine.</summary>
    public Task<Upid> CreateAsync(string node, QemuCreate machine, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"/nodes/{node}/qemu") with { Fields = machine.ToFields() }, cancel);

    /// <summary>The configuration, pending changes merged in.</summary>
    public async Task<QemuConfig> ConfigAsync(string node, int vmid, CancellationToken cancel) =>
        QemuConfig.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/config"), cancel));

    /// <summary>Changes the configuration, at once; for what takes no long work.</summary>
    public Task ChangeAsync(string node, int vmid, QemuChange change, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"/nodes/{node}/qemu/{vmid}/config") with { Fields = change.ToFields() }, cancel);

    /// <summary>Changes the configuration in a task; for disks, whose making can outlast a call.</summary>
    public Task<Upid> ChangeInTaskAsync(string node, int vmid, QemuChange change, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"/nodes/{node}/qemu/{vmid}/config") with { Fields = change.ToFields() }, cancel);

    /// <summary>Every key, with what waits for a restart.</summary>
    public async Task<ImmutableArray<PendingKey>> PendingAsync(string node, int vmid, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/pending"), cancel)).Select(PendingKey.From);

    /// <summary>What the virtual machine is doing now.</summary>
    public async Task<GuestStatus> StatusAsync(string node, int vmid, CancellationToken cancel) =>
        GuestStatus.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/status/current"), cancel));

    /// <summary>Grows a disk, to a size (<c>16G</c>) or by one (<c>+2G</c>); never shrinks.</summary>
    public Task<Upid> ResizeAsync(string node, int vmid, string disk, string size, CancellationToken cancel) =>
        transport.StartTaskAsync(
            ApiRequest.Put($"/nodes/{node}/qemu/{vmid}/resize") with
            {
                Fields = new FormFields { { "disk", disk }, { "size", size } },
            },
            cancel
        );

    /// <summary>Copies a virtual machine.</summary>
    public Task<Upid> CloneAsync(string node, int vmid, GuestClone clone, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"/nodes/{node}/qemu/{vmid}/clone") with { Fields = clone.ToFields("name") }, cancel);

    /// <summary>Destroys a stopped virtual machine and its disks. Never without quorum. There is no force: stop it first.</summary>
    public Task<Upid> DeleteAsync(string node, int vmid, GuestRemoval removal, CancellationToken cancel) =>
        transport.StartTaskAsync(
            ApiRequest.Delete($"/nodes/{node}/qemu/{vmid}") with
            {
                Fields = (removal with { Force = false }).ToFields(),
            },
            cancel
        );

    /// <summary>Writes the cloud-init drive anew from the configuration.</summary>
    public Task RegenerateCloudInitAsync(string node, int vmid, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"/nodes/{node}/qemu/{vmid}/cloudinit"), cancel);

    /// <summary>What cloud-init will read: <c>user</c>, <c>network</c> or <c>meta</c>.</summary>
    public async Task<string> CloudInitAsync(string node, int vmid, string type, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/cloudinit/dump") with { Fields = new FormFields { { "type", type } } };
        return (await transport.DataAsync(request, cancel)).Text ?? "";
    }
}
