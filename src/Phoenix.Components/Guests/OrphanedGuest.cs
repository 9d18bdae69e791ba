using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Cluster;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>A guest that this platform made and that it no longer declares.</summary>
/// <param name="platform">The platform.</param>
/// <param name="guest">The node's row of it.</param>
/// <param name="name">Its name as a resource.</param>
/// <param name="api">The node's API.</param>
/// <param name="host">Root's shell on the host, for the file of a machine's first boot.</param>
public sealed class OrphanedGuest(Platform platform, ClusterResource guest, string name, ProxmoxClient api, IHostShell host) : IResource
{
    private readonly string node = platform.Hypervisor.Node;
    private readonly int vmid = guest.Vmid!.Value;
    private readonly bool isContainer = guest.Kind == GuestKind.Container;

    /// <inheritdoc />
    public ResourceId Id { get; } = new("guest", name);

    /// <inheritdoc />
    public string Title => $"{Word} {vmid}";

    /// <summary>The host is what it lives on; in a lab that brings the lab with it.</summary>
    public ImmutableArray<ResourceId> DependsOn => [new("system", "host")];

    private string Word => isContainer ? "LXC" : "VM";

    /// <inheritdoc />
    public async Task<Change> PlanAsync(CancellationToken cancel) =>
        await IsRunningAsync(cancel) is null
            // The inventory is up to ten seconds old.
            ? Change.None(Id)
            : new Change(Id, ChangeKind.Delete)
            {
                IsDestructive = true,
                Reason = $"{Word} {vmid} is no longer declared; its disks go with it",
            };

    /// <inheritdoc />
    public Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) => RemoveAsync(progress, cancel);

    /// <inheritdoc />
    public async Task<Proof> VerifyAsync(CancellationToken cancel) =>
        await IsRunningAsync(cancel) is null ? new Proof(true, "gone") : new Proof(false, "it is still there");

    /// <inheritdoc />
    public async Task<bool> MayBeThereAsync(CancellationToken cancel) => await IsRunningAsync(cancel) is not null;

    /// <inheritdoc />
    public async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if (await IsRunningAsync(cancel) is not { } isRunning)
        {
            return;
        }

        if (isContainer)
        {
            progress.Report("destroying");
            await RunAsync(await api.Lxc.DeleteAsync(node, vmid, new GuestRemoval { Force = true, Purge = true }, cancel), cancel);
            return;
        }

        if (isRunning)
        {
            progress.Report("stopping");
            await RunAsync(await api.Qemu.Power.StopAsync(node, vmid, cancel), cancel);
        }

        progress.Report("destroying");
        var removal = new GuestRemoval { Purge = true, DestroyUnreferencedDisks = true };
        await RunAsync(await api.Qemu.DeleteAsync(node, vmid, removal, cancel), cancel);
        // A machine that has its name now has the file, too.
        if (guest.Name is { } was && platform.Guests.All(declared => declared.Name != was))
        {
            await host.RunAsync(ShellCommand.Of("rm", "-f", MachineUserData.PathOf(platform, was)), cancel);
        }
    }

    // Null: it is gone, or it is not the platform's any more.
    private async Task<bool?> IsRunningAsync(CancellationToken cancel)
    {
        try
        {
            var tags = isContainer
                ? (await api.Lxc.ConfigAsync(node, vmid, cancel)).Settings.Tags
                : (await api.Qemu.ConfigAsync(node, vmid, cancel)).Settings.Tags;
            var status = isContainer ? await api.Lxc.StatusAsync(node, vmid, cancel) : await api.Qemu.StatusAsync(node, vmid, cancel);
            return GuestTags.AreOf(platform, vmid, tags) ? status.IsRunning : null;
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return null;
        }
    }

    private Task<string> RunAsync(Upid task, CancellationToken cancel) => api.Tasks.WaitAsync(task, null, cancel);
}
