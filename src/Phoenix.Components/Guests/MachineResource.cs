using System.Collections.Immutable;
using System.Text;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Qemu;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>A virtual machine: there, configured as declared, running, its agent answering, and marked as the platform's.</summary>
public sealed class MachineResource(
    Platform platform,
    Guest guest,
    ProxmoxClient api,
    IHostShell host,
    IGuestShell shell,
    TimeProvider time
) : Resource<GuestState>("guest", guest.Name)
{
    private const string RootDrive = "scsi0";

    private readonly string node = platform.Hypervisor.Node;
    private readonly QemuSettings declared = MachineFields.Settings(platform, guest);
    private readonly GuestCreation creation = new(api, platform.Hypervisor.Node, guest, time);

    /// <inheritdoc />
    public override string Title => $"VM {guest.Id}   {guest.Address}";

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
            await RunAsync(await api.Qemu.Power.StartAsync(node, guest.Id, cancel), progress, cancel);
        }

        progress.Report("waiting for cloud-init and the guest agent");
        await GuestReadiness.WaitAsync(shell, time, cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var status = await api.Qemu.StatusAsync(node, guest.Id, cancel);
        return new Proof(status.IsRunning, status.IsRunning ? $"running, {guest.Address}" : "it does not run");
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if (await ObserveAsync(cancel) is not { IsOwned: true } observed)
        {
            return;
        }

        if (observed.IsRunning)
        {
            progress.Report("stopping");
            await RunAsync(await api.Qemu.Power.StopAsync(node, guest.Id, cancel), progress, cancel);
        }

        progress.Report("destroying");
        var removal = new GuestRemoval { Purge = true, DestroyUnreferencedDisks = true };
        await RunAsync(await api.Qemu.DeleteAsync(node, guest.Id, removal, cancel), progress, cancel);
        await host.RunToSuccessAsync(ShellCommand.Of("rm", "-f", MachineUserData.PathOf(platform, guest)), cancel);
    }

    /// <inheritdoc />
    protected override async Task<GuestState?> ObserveAsync(CancellationToken cancel)
    {
        try
        {
            var config = await creation.SettledAsync(
                token => api.Qemu.ConfigAsync(node, guest.Id, token),
                static config => config.Lock,
                cancel
            );
            var status = await api.Qemu.StatusAsync(node, guest.Id, cancel);
            return new GuestState(
                status.IsRunning,
                config.Settings.Tags.Contains(GuestTags.OwnerOf(platform)),
                GuestDisk.Parse(config.Settings.Drives.FirstOrDefault(drive => drive.Key == RootDrive)?.Size),
                MachineFields.Of(config.Settings)
            );
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override Change Compare(GuestState observed) => GuestComparison.Compare(Id, guest, observed, MachineFields.Of(declared));

    private async Task CreateAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var userData = Encoding.UTF8.GetBytes(MachineUserData.Render(platform, guest));
        var write = ShellCommand.Of("install", "-D", "-m", "0644", "/dev/stdin", MachineUserData.PathOf(platform, guest)) with
        {
            Input = userData,
        };
        await host.RunToSuccessAsync(write, cancel);
        var image = await DebianCloudImage.EnsureAsync(api, platform.Hypervisor, progress, cancel);
        var storages = await NodeStorages.TakingAsync(api, node, "images", platform.Hypervisor.DiskStorage, cancel);
        progress.Report("making the virtual machine");
        var machine = new QemuCreate
        {
            Vmid = guest.Id,
            Settings = declared with
            {
                OsType = "l26",
                ScsiController = "virtio-scsi-single",
                Cpu = "host",
                // Cloud images write their console to the first serial port.
                Serial = "socket",
                Display = "serial0",
                Boot = "order=scsi0",
                Drives =
                [
                    new QemuDrive(RootDrive, $"{storages[0]}:0")
                    {
                        ImportFrom = image,
                        Discard = true,
                        IoThread = true,
                    },
                    new QemuDrive("ide2", $"{storages[0]}:cloudinit") { Media = "cdrom" },
                ],
            },
        };
        await RunAsync(await api.Qemu.CreateAsync(node, machine, cancel), progress, cancel);
        await GrowAsync(progress, cancel);
    }

    private async Task GrowAsync(IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report($"growing its disk to {guest.Disk}");
        await RunAsync(await api.Qemu.ResizeAsync(node, guest.Id, RootDrive, $"{guest.Disk}", cancel), progress, cancel);
    }

    private async Task ChangeAsync(GuestState observed, IProgress<string> progress, CancellationToken cancel)
    {
        // Also of one whose making was broken off before its disk had grown.
        if (GuestDisk.MustGrow(observed.Disk, guest.Disk))
        {
            await GrowAsync(progress, cancel);
        }

        if (observed.Fields.SequenceEqual(MachineFields.Of(declared)))
        {
            return;
        }

        progress.Report("changing its configuration");
        await RunAsync(await api.Qemu.ChangeInTaskAsync(node, guest.Id, new QemuChange { Settings = declared }, cancel), progress, cancel);
        var pending = observed.IsRunning ? await api.Qemu.PendingAsync(node, guest.Id, cancel) : [];
        if (pending.Any(key => key.HasChange))
        {
            progress.Report("restarting, for what cannot change while it runs");
            await RunAsync(await api.Qemu.Power.RebootAsync(node, guest.Id, TimeSpan.FromSeconds(120), cancel), progress, cancel);
        }
    }

    private Task<string> RunAsync(Upid task, IProgress<string> progress, CancellationToken cancel) =>
        api.Tasks.WaitAsync(task, progress, cancel);
}
