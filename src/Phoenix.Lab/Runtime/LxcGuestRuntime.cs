using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Lab.Host;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Topology;

namespace Phoenix.Lab.Runtime;

/// <summary>Guests as LXC containers over shared base images, in the lab's network namespace.</summary>
public sealed class LxcGuestRuntime : IGuestRuntime, IDisposable
{
    private readonly LabDirectories _directories;
    private readonly LabName _lab;
    private readonly BaseImages _images;
    private readonly LayerStore _layers;
    private readonly LxcCommands _lxc;
    private readonly RunningGuests _running;
    private readonly GuestPorts _ports;
    private readonly ControlGroups _groups = ControlGroups.Detect();

    /// <summary>The guests of a lab.</summary>
    public LxcGuestRuntime(LabName lab, LabDirectories directories, LabNetwork network, BaseImages images)
    {
        (_lab, _directories, _images) = (lab, directories, images);
        _layers = new LayerStore(directories);
        _lxc = new LxcCommands(lab, directories, network);
        _running = new RunningGuests(_lxc);
        _ports = new GuestPorts(network);
    }

    /// <inheritdoc />
    public async Task CreateAsync(GuestDefinition guest, CancellationToken cancel)
    {
        var name = LabDirectories.NameOf(guest.Vmid);
        await _layers.CreateAsync(
            name,
            await _images.EnsureAsync(guest.BaseImage, progress: null, cancel),
            guest is { Unprivileged: true, Kind: GuestKind.Container } ? IdMap.Shift : 0,
            cancel
        );
        using var root = await _layers.FilesAsync(name, cancel);
        GuestFiles.Identify(root);
    }

    /// <inheritdoc />
    public async Task DestroyAsync(int vmid, CancellationToken cancel)
    {
        var name = LabDirectories.NameOf(vmid);
        await _lxc.KillAsync(name, cancel);
        await _layers.DestroyAsync(name, cancel);
        await FileTree.RemoveAsync(Path.Combine(_directories.Lxc, name), cancel);
        await _groups.RemoveAsync(GroupOf(name), cancel);
        await _groups.RemoveAsync(MonitorOf(name), cancel);
    }

    /// <inheritdoc />
    public async Task StartAsync(GuestDefinition guest, CancellationToken cancel)
    {
        var name = LabDirectories.NameOf(guest.Vmid);
        if (await _running.FindAsync(name, cancel) is not null)
        {
            throw new PhoenixException(LabErrors.GuestState, $"the guest {name} runs already");
        }

        var point = await _layers.MountAsync(name, cancel);
        using (var root = await _layers.FilesAsync(name, cancel))
        {
            GuestFiles.Write(root, guest, MachineResolvers.Read());
        }

        await _lxc.ConfigureAsync(name, LxcConfig.Render(await ContainerAsync(guest, name, point, cancel), _groups), cancel);
        await _lxc.StartAsync(name, cancel);
    }

    /// <inheritdoc />
    public Task StopAsync(int vmid, CancellationToken cancel) => _lxc.KillAsync(LabDirectories.NameOf(vmid), cancel);

    /// <inheritdoc />
    public Task<bool> ShutdownAsync(int vmid, TimeSpan patience, CancellationToken cancel) =>
        _lxc.ShutdownAsync(LabDirectories.NameOf(vmid), patience, cancel);

    /// <inheritdoc />
    public async Task<GuestProcess?> ProcessAsync(int vmid, CancellationToken cancel)
    {
        var name = LabDirectories.NameOf(vmid);
        return await _running.FindAsync(name, cancel) is { } init
            ? new GuestProcess(init.Id, init.StartedAt, _groups.MemoryOf(GroupOf(name)), _groups.CpuOf(GroupOf(name)))
            : null;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<GuestInterface>> InterfacesAsync(int vmid, CancellationToken cancel) =>
        await GuestPorts.ListAsync(await InitAsync(vmid, cancel), cancel);

    /// <inheritdoc />
    public async Task ReplugAsync(GuestDefinition guest, CancellationToken cancel) =>
        await _ports.ReplugAsync(guest, await InitAsync(guest.Vmid, cancel), cancel);

    /// <inheritdoc />
    public async Task SnapshotAsync(int vmid, string name, CancellationToken cancel) =>
        await _layers.SnapshotAsync(LabDirectories.NameOf(vmid), name, await RunsAsync(vmid, cancel), cancel);

    /// <inheritdoc />
    public async Task RollbackAsync(int vmid, string name, CancellationToken cancel)
    {
        if (await RunsAsync(vmid, cancel))
        {
            throw new PhoenixException(LabErrors.GuestState, $"the guest {vmid} must be stopped before it is rolled back");
        }

        await _layers.RollbackAsync(LabDirectories.NameOf(vmid), name, cancel);
    }

    /// <inheritdoc />
    public Task DeleteSnapshotAsync(int vmid, string name, CancellationToken cancel) =>
        _layers.DeleteSnapshotAsync(LabDirectories.NameOf(vmid), name, cancel);

    /// <inheritdoc />
    public async Task CloneAsync(int sourceVmid, string? snapshot, GuestDefinition target, CancellationToken cancel)
    {
        var name = LabDirectories.NameOf(target.Vmid);
        await _layers.CloneAsync(LabDirectories.NameOf(sourceVmid), snapshot, name, await RunsAsync(sourceVmid, cancel), cancel);
        using var root = await _layers.FilesAsync(name, cancel);
        GuestFiles.Identify(root);
    }

    /// <inheritdoc />
    public async Task<int> ExecuteAsync(
        int vmid,
        ImmutableArray<string> command,
        Stream input,
        Stream output,
        Stream error,
        CancellationToken cancel
    )
    {
        await InitAsync(vmid, cancel);
        return await Machine.StreamAsync(_lxc.Attach(LabDirectories.NameOf(vmid), command), input, output, error, cancel);
    }

    /// <inheritdoc />
    public async Task WriteFileAsync(int vmid, string path, Stream content, FileOwnership ownership, CancellationToken cancel)
    {
        using var root = await FilesAsync(LabDirectories.NameOf(vmid), cancel);
        await root.WriteAsync(path, content, ownership, cancel);
    }

    /// <inheritdoc />
    public async Task<Stream> ReadFileAsync(int vmid, string path, CancellationToken cancel)
    {
        using var root = await FilesAsync(LabDirectories.NameOf(vmid), cancel);
        return root.OpenRead(path);
    }

    /// <summary>Opens a file of the lab's host for reading.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    internal async Task<Stream> ReadHostFileAsync(string path, CancellationToken cancel)
    {
        using var root = await FilesAsync(HostContainer.Name, cancel);
        return root.OpenRead(path);
    }

    /// <inheritdoc />
    public void Dispose() => _layers.Dispose();

    private async Task<LxcContainer> ContainerAsync(GuestDefinition guest, string name, string point, CancellationToken cancel)
    {
        var machine = guest.Kind == GuestKind.VirtualMachine;
        var docker = _layers.DockerDirectory(name);
        if (machine)
        {
            Directory.CreateDirectory(docker);
        }

        return new LxcContainer
        {
            Name = name,
            HostName = guest.HostName,
            RootFileSystem = point,
            ControlGroup = _lab.ControlGroup,
            LogDirectory = Path.Combine(_directories.Lxc, name),
            ConnectScript = await ConnectScript.EnsureAsync(_directories, cancel),
            Trusted = machine,
            Shift = await _layers.ShiftAsync(name, cancel),
            Interfaces = guest.Interfaces,
            Addressed = guest.CloudInit is null,
            Mounts = machine ? [$"{docker} var/lib/docker none bind,create=dir 0 0"] : [],
            Memory = guest.Memory,
            Cores = guest.Cores < Environment.ProcessorCount ? guest.Cores : 0,
        };
    }

    // A running guest's own view of its files: /tmp and /run are mounts of its own.
    private async Task<RootedFiles> FilesAsync(string name, CancellationToken cancel)
    {
        return await _running.FindAsync(name, cancel) is { } init
            ? new RootedFiles($"/proc/{init.Id.ToString(CultureInfo.InvariantCulture)}/root", await _layers.ShiftAsync(name, cancel))
            : await _layers.FilesAsync(name, cancel);
    }

    private async Task<bool> RunsAsync(int vmid, CancellationToken cancel) =>
        await _running.FindAsync(LabDirectories.NameOf(vmid), cancel) is not null;

    private async Task<int> InitAsync(int vmid, CancellationToken cancel) =>
        await _running.FindAsync(LabDirectories.NameOf(vmid), cancel) is { } init
            ? init.Id
            : throw new PhoenixException(LabErrors.GuestState, $"the guest {vmid} does not run");

    private string GroupOf(string name) => $"{_lab.ControlGroup}/{name}";

    private string MonitorOf(string name) => $"{_lab.ControlGroup}/monitor-{name}";
}
