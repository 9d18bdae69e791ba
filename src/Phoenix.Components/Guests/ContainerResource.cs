using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>A container: there, configured as declared, running, and marked as the platform's.</summary>
public sealed class ContainerResource(Platform platform, Guest guest, ProxmoxClient api, IGuestShell shell, TimeProvider time)
    : Resource<GuestState>("guest", guest.Name)
{
    private readonly string node = platform.Hypervisor.Node;
    private readonly LxcSettings declared = GuestFields.Settings(platform, guest);
    private readonly GuestCreation creation = new(api, platform.Hypervisor.Node, guest, time);

    /// <inheritdoc />
    public override string Title => $"LXC {guest.Id}   {guest.Address}";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>Resources that come first: the host's name server, which a guest asks from its first boot on.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        var observed = await ObserveAsync(cancel);
        if (observed is null)
        {
            await CreateAsync(progress, cancel);
        }
        else
        {
            GuestComparison.RequireOurs(Id, guest, observed);
            await ChangeAsync(observed, progress, cancel);
        }

        if (observed is not { IsRunning: true })
        {
            progress.Report("starting");
            await RunAsync(await api.Lxc.Power.StartAsync(node, guest.Id, cancel), progress, cancel);
        }

        progress.Report("waiting for its init");
        await GuestReadiness.WaitAsync(shell, time, cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var status = await api.Lxc.StatusAsync(node, guest.Id, cancel);
        return new Proof(status.IsRunning, status.IsRunning ? $"running, {guest.Address}" : "it does not run");
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if (await ObserveAsync(cancel) is not { IsOwned: true })
        {
            return;
        }

        progress.Report("destroying");
        var removal = new GuestRemoval { Force = true, Purge = true };
        await RunAsync(await api.Lxc.DeleteAsync(node, guest.Id, removal, cancel), progress, cancel);
    }

    /// <inheritdoc />
    protected override async Task<GuestState?> ObserveAsync(CancellationToken cancel)
    {
        try
        {
            var config = await creation.SettledAsync(
                token => api.Lxc.ConfigAsync(node, guest.Id, token),
                static config => config.Lock,
                cancel
            );
            var status = await api.Lxc.StatusAsync(node, guest.Id, cancel);
            return new GuestState(
                status.IsRunning,
                config.Settings.Tags.Contains(GuestTags.OwnerOf(platform)),
                GuestDisk.Parse(config.RootDisk?.Size),
                GuestFields.Of(config.Settings)
            );
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override Change Compare(GuestState observed) => GuestComparison.Compare(Id, guest, observed, GuestFields.Of(declared));

    private async Task CreateAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var template = await DebianTemplate.EnsureAsync(api, platform.Hypervisor, progress, cancel);
        var storages = await NodeStorages.TakingAsync(api, node, "rootdir", platform.Hypervisor.DiskStorage, cancel);
        progress.Report("making the container");
        var container = new LxcCreate
        {
            Vmid = guest.Id,
            Template = template,
            RootDisk = new LxcVolume("rootfs", VolumeSpec.New(storages[0], guest.Disk)),
            Unprivileged = true,
            Settings = declared,
        };
        await RunAsync(await api.Lxc.CreateAsync(node, container, cancel), progress, cancel);
    }

    private async Task ChangeAsync(GuestState observed, IProgress<string> progress, CancellationToken cancel)
    {
        if (GuestDisk.MustGrow(observed.Disk, guest.Disk))
        {
            progress.Report($"growing its disk to {guest.Disk}");
            await RunAsync(await api.Lxc.ResizeAsync(node, guest.Id, "rootfs", $"{guest.Disk}", cancel), progress, cancel);
        }

        if (observed.Fields.SequenceEqual(GuestFields.Of(declared)))
        {
            return;
        }

        progress.Report("changing its configuration");
        await api.Lxc.ChangeAsync(node, guest.Id, new LxcChange { Settings = declared }, cancel);
        var pending = observed.IsRunning ? await api.Lxc.PendingAsync(node, guest.Id, cancel) : [];
        if (pending.Any(key => key.HasChange))
        {
            progress.Report("restarting, for what cannot change while it runs");
            await RunAsync(await api.Lxc.Power.RebootAsync(node, guest.Id, TimeSpan.FromSeconds(60), cancel), progress, cancel);
        }
    }

    private Task<string> RunAsync(Upid task, IProgress<string> progress, CancellationToken cancel) =>
        api.Tasks.WaitAsync(task, progress, cancel);
}
