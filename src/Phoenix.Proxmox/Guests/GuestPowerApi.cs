using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Guests;

/// <summary>Starting and stopping guests. Every call starts a task; wait for it with <see cref="TasksApi.WaitAsync"/>.</summary>
public sealed class GuestPowerApi
{
    private readonly ApiTransport transport;
    private readonly GuestKind kind;

    internal GuestPowerApi(ApiTransport transport, GuestKind kind) => (this.transport, this.kind) = (transport, kind);

    /// <summary>Starts a guest. A guest that is missing, locked or a template fails in the task, not here.</summary>
    /// <exception cref="PhoenixException">It runs already, or the node could not be reached.</exception>
    public Task<Upid> StartAsync(string node, int vmid, CancellationToken cancel) => ActAsync(node, vmid, "start", [], cancel);

    /// <summary>Kills a guest. A container that does not run is refused; a virtual machine that does not run is a success.</summary>
    /// <exception cref="PhoenixException">The container does not run, or the node could not be reached.</exception>
    public Task<Upid> StopAsync(string node, int vmid, CancellationToken cancel) => ActAsync(node, vmid, "stop", [], cancel);

    /// <summary>Kills a guest whose shutdown is under way, which is aborted.</summary>
    /// <exception cref="PhoenixException">The container does not run, or the node could not be reached.</exception>
    public Task<Upid> StopOverShutdownAsync(string node, int vmid, CancellationToken cancel) =>
        ActAsync(node, vmid, "stop", new FormFields { { "overrule-shutdown", true } }, cancel);

    /// <summary>Asks the guest's init to shut down; the task fails when it still runs at the end of <paramref name="patience"/>.</summary>
    /// <exception cref="PhoenixException">It does not run, or the node could not be reached.</exception>
    public Task<Upid> ShutdownAsync(string node, int vmid, TimeSpan patience, CancellationToken cancel) =>
        ActAsync(node, vmid, "shutdown", new FormFields { { "timeout", (long)patience.TotalSeconds } }, cancel);

    /// <summary>As <see cref="ShutdownAsync"/>, and kills what still runs at the end of <paramref name="patience"/>.</summary>
    /// <exception cref="PhoenixException">It does not run, or the node could not be reached.</exception>
    public Task<Upid> ShutdownOrStopAsync(string node, int vmid, TimeSpan patience, CancellationToken cancel) =>
        ActAsync(node, vmid, "shutdown", new FormFields { { "timeout", (long)patience.TotalSeconds }, { "forceStop", true } }, cancel);

    /// <summary>Shuts a guest down and starts it again, which applies pending changes; an init that is deaf is killed at the end of <paramref name="patience"/>.</summary>
    /// <exception cref="PhoenixException">It does not run, or the node could not be reached.</exception>
    public Task<Upid> RebootAsync(string node, int vmid, TimeSpan patience, CancellationToken cancel) =>
        ActAsync(node, vmid, "reboot", new FormFields { { "timeout", (long)patience.TotalSeconds } }, cancel);

    private Task<Upid> ActAsync(string node, int vmid, string action, FormFields fields, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Post($"{kind.Path(node, vmid)}/status/{action}") with { Fields = fields }, cancel);
}
