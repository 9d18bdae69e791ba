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
    private readonly string node = platform.Hypervisor.Node;
    private readonly QemuSettings declared = MachineFields.Settings(platform, guest);

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
            await ChangeAsync(observed, progress, cancel);
        }

        if (observed is not { IsRunning: true })
        {
            progress.Report("starting");
            await RunAsync(await api.Qemu.Power.StartAsync(node, guest.Id, cancel), cancel);
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
            await RunAsync(await api.Qemu.Power.StopAsync(node, guest.Id, cancel), cancel);
        }

        progress.Report("destroying");
        var removal = new GuestRemoval { Purge = true, DestroyUnreferencedDisks = true };
        await RunAsync(await api.Qemu.DeleteAsync(node, guest.Id, removal, cancel), cancel);
        await host.RunAsync(ShellCommand.Of("rm", "-f", MachineUserData.PathOf(platform, guest)), cancel);
    }

    /// <inheritdoc />
    protected override async Task<GuestState?> ObserveAsync(CancellationToken cancel)
    {
        try
        {
            var config = await api.Qemu.ConfigAsync(node, guest.Id, cancel);
            var status = await api.Qemu.StatusAsync(node, guest.Id, cancel);
            return new GuestState(
                status.IsRunning,
                config.Settings.Tags.Contains(GuestTags.OwnerOf(platform)),
                config.Lock,
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
        await host.RunAsync(write, cancel);
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
                    new QemuDrive("scsi0", $"{storages[0]}:0")
                    {
                        ImportFrom = image,
                        Discard = true,
                        IoThread = true,
                    },
                    new QemuDrive("ide2", $"{storages[0]}:cloudinit") { Media = "cdrom" },
                ],
            },
        };
        await RunAsync(await api.Qemu.CreateAsync(node, machine, cancel), cancel);
        await RunAsync(await api.Qemu.ResizeAsync(node, guest.Id, "scsi0", guest.Disk.ToString(), cancel), cancel);
    }

    private async Task ChangeAsync(GuestState observed, IProgress<string> progress, CancellationToken cancel)
    {
        if (observed.Fields.SequenceEqual(MachineFields.Of(declared)))
        {
            return;
        }

        progress.Report("changing its configuration");
        await RunAsync(await api.Qemu.ChangeInTaskAsync(node, guest.Id, new QemuChange { Settings = declared }, cancel), cancel);
        var pending = observed.IsRunning ? await api.Qemu.PendingAsync(node, guest.Id, cancel) : [];
        if (pending.Any(key => key.HasChange))
        {
            progress.Report("restarting, for what cannot change while it runs");
            await RunAsync(await api.Qemu.Power.RebootAsync(node, guest.Id, TimeSpan.FromSeconds(120), cancel), cancel);
        }
    }

    private Task<string> RunAsync(Upid task, CancellationToken cancel) => api.Tasks.WaitAsync(task, null, cancel);
}
