using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Guests;

/// <summary>Snapshots of guests. Names are at most 40 characters, begin with a letter, and are not <c>current</c>.</summary>
public sealed class GuestSnapshotsApi
{
    private readonly ApiTransport transport;
    private readonly GuestKind kind;

    internal GuestSnapshotsApi(ApiTransport transport, GuestKind kind) => (this.transport, this.kind) = (transport, kind);

    /// <summary>The snapshots of a guest.</summary>
    /// <exception cref="PhoenixException">There is no such guest, or the node could not be reached.</exception>
    public async Task<ImmutableArray<GuestSnapshot>> ListAsync(string node, int vmid, CancellationToken cancel)
    {
        var rows = await transport.DataAsync(ApiRequest.Get($"{kind.Path(node, vmid)}/snapshot"), cancel);
        return rows.Select(GuestSnapshot.From).RemoveAll(row => row.Name == GuestSnapshot.Present);
    }

    /// <summary>Takes a snapshot. A storage that cannot fails in the task.</summary>
    /// <exception cref="PhoenixException">There is no such guest, or the node could not be reached.</exception>
    public Task<Upid> CreateAsync(string node, int vmid, string name, string? description, CancellationToken cancel) =>
        transport.StartTaskAsync(
            ApiRequest.Post($"{kind.Path(node, vmid)}/snapshot") with
            {
                Fields = new FormFields { { "snapname", name }, { "description", description } },
            },
            cancel
        );

    /// <summary>Brings a guest back to a snapshot. It is stopped for it and stays stopped.</summary>
    /// <exception cref="PhoenixException">There is no such guest, or the node could not be reached.</exception>
    public Task<Upid> RollbackAsync(string node, int vmid, string name, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"{kind.Path(node, vmid)}/snapshot/{name}/rollback"), cancel);

    /// <summary>Forgets a snapshot.</summary>
    /// <exception cref="PhoenixException">There is no such guest, or the node could not be reached.</exception>
    public Task<Upid> DeleteAsync(string node, int vmid, string name, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Delete($"{kind.Path(node, vmid)}/snapshot/{name}"), cancel);
}
