using System.Text.Json;
using Phoenix.Lab.Host;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Daemon;

/// <summary>Brings labs up and takes them down. Every step looks at what is there: what a crash left is adopted when it is whole and mended when it is not.</summary>
public sealed class LabController(LabOptions options)
{
    // Root's alone to list; to be passed through by the roots of unprivileged guests on the way to their own files.
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Brings a lab up, or completes it. Up already: only what is missing is done.</summary>
    /// <exception cref="PhoenixException">PHX60xx; PHX6015: it would have to be made anew.</exception>
    public async Task UpAsync(LabSettings settings, IProgress<string>? progress, CancellationToken cancel)
    {
        EnsureRoot();
        using var held = await HoldAsync(settings.Name, cancel);
        await UpHeldAsync(settings, mayBeMadeAnew: false, progress, cancel);
    }

    /// <summary>Brings a lab up for somebody who agreed to lose what is in it: one that cannot be changed in place is taken down first.</summary>
    /// <exception cref="PhoenixException">PHX60xx.</exception>
    public async Task ReplaceAsync(LabSettings settings, IProgress<string>? progress, CancellationToken cancel)
    {
        EnsureRoot();
        using var held = await HoldAsync(settings.Name, cancel);
        await UpHeldAsync(settings, mayBeMadeAnew: true, progress, cancel);
    }

    /// <summary>Takes a lab away with everything in it; the cache of images stays. Absent already is success.</summary>
    public async Task DownAsync(LabName lab, CancellationToken cancel)
    {
        EnsureRoot();
        using var held = await HoldAsync(lab, cancel);
        await MachineRegistry.EnsureOwnAsync(lab, new LabDirectories(options.State, lab).Root, cancel);
        await LabRemoval.RemoveAsync(options, lab, cancel);
    }

    /// <summary>Down and up again with the same settings: a lab as new.</summary>
    public async Task ResetAsync(LabName lab, IProgress<string>? progress, CancellationToken cancel)
    {
        EnsureRoot();
        using var held = await HoldAsync(lab, cancel);
        var directories = new LabDirectories(options.State, lab);
        var settings = LabRecordFile.Read(directories) ?? throw Unknown(lab);
        await MachineRegistry.EnsureOwnAsync(lab, directories.Root, cancel);
        await LabRemoval.RemoveAllButRecordAsync(options, lab, cancel);
        await UpHeldAsync(settings, mayBeMadeAnew: false, progress, cancel);
    }

    /// <summary>The settings of a lab, or null when there is none of that name, or what it was made with cannot be read.</summary>
    public Task<LabSettings?> FindAsync(LabName lab, CancellationToken cancel) =>
        Task.FromResult(LabRecordFile.Read(new LabDirectories(options.State, lab)));

    /// <summary>All labs of this state directory.</summary>
    public async Task<IReadOnlyList<LabSummary>> ListAsync(CancellationToken cancel)
    {
        var labs = new List<LabSummary>();
        var folder = LabDirectories.AllLabs(options.State);
        foreach (
            var name in Directory.Exists(folder)
                ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray()
                : []
        )
        {
            // Not everything that lies there has to be a lab.
            if (LabName.TryParse(name) is { } lab && await SummaryAsync(lab, cancel) is { } summary)
            {
                labs.Add(summary);
            }
        }

        return labs;
    }

    /// <summary>How to reach a lab's API.</summary>
    /// <exception cref="PhoenixException">PHX6006: there is no such lab, or it is not up.</exception>
    public async Task<LabApiAccess> ApiAsync(LabName lab, CancellationToken cancel)
    {
        var directories = new LabDirectories(options.State, lab);
        // The file of a daemon that was killed is still there.
        if (!new DaemonProcess(options, directories).Lives || !File.Exists(directories.ApiAccess))
        {
            throw Unknown(lab);
        }

        await using var file = File.OpenRead(directories.ApiAccess);
        return (await JsonSerializer.DeserializeAsync(file, LabJson.Default.LabApiAccess, cancel))!;
    }

    /// <summary>Makes sure that a shell finds somebody at home: on a lab's host, or (an id given) in a guest.</summary>
    /// <exception cref="PhoenixException">PHX6006: the lab is not up; PHX6010: the guest does not run.</exception>
    public async Task EnsureRunsAsync(LabName lab, int? vmid, CancellationToken cancel)
    {
        var directories = new LabDirectories(options.State, lab);
        var lxc = new LxcCommands(lab, directories, new LabNetwork(lab, directories.Root, options.Time));
        if (await lxc.ProcessIdAsync(HostContainer.Name, cancel) is null)
        {
            throw Unknown(lab);
        }

        if (vmid is { } id && await lxc.ProcessIdAsync(LabDirectories.NameOf(id), cancel) is null)
        {
            throw new PhoenixException(LabErrors.GuestState, $"the guest {id} does not run");
        }
    }

    /// <summary>Root's shell on a lab's host.</summary>
    public LabHostShell Shell(LabName lab) => new(lab, new LabDirectories(options.State, lab));

    /// <summary>Opens sockets where the lab's addresses can be reached.</summary>
    public static NamespaceReach Reach(LabName lab) => new(lab);

    /// <summary>The command that gives a person at a terminal a shell on a lab's host, or (an id given) in a guest.</summary>
    public IReadOnlyList<string> InteractiveShell(LabName lab, int? vmid)
    {
        var directories = new LabDirectories(options.State, lab);
        var network = new LabNetwork(lab, directories.Root, options.Time);
        return network.InLab([
            "lxc-attach",
            "-P",
            directories.Lxc,
            "-n",
            vmid is { } id ? LabDirectories.NameOf(id) : HostContainer.Name,
            "--clear-env",
            "-v",
            "TERM=xterm-256color",
            "-v",
            "HOME=/root",
            "--",
            "bash",
            "-l",
        ]);
    }

    private async Task UpHeldAsync(LabSettings settings, bool mayBeMadeAnew, IProgress<string>? progress, CancellationToken cancel)
    {
        var directories = new LabDirectories(options.State, settings.Name);
        await MachineRegistry.EnsureOwnAsync(settings.Name, directories.Root, cancel);
        var daemon = new DaemonProcess(options, directories);
        if (!mayBeMadeAnew)
        {
            LabReplacement.EnsureNotNeeded(directories, settings);
        }

        Prepare(directories);
        await EnsurePublishableAsync(directories, settings, daemon, cancel);
        await RetireAsync(directories, settings, daemon, cancel);
        Prepare(directories);
        LabRecordFile.Write(directories, settings);
        var network = new LabNetwork(settings.Name, directories.Root, options.Time);
        progress?.Report("network");
        if (!network.Exists)
        {
            // Containers of a namespace that was taken away cannot be reached any more, nor can their names be used.
            await LabRemoval.EndProcessesAsync(options, settings.Name, cancel);
        }

        await network.EnsureAsync(settings.Network, cancel);
        progress?.Report("host");
        HostPrograms.Install(options.Binary, directories.HostRun);
        using var host = new HostContainer(settings.Name, directories, network, new BaseImages(options.Cache, options.Time));
        await host.EnsureAsync(settings.Network, progress, cancel);
        progress?.Report("daemon");
        await daemon.EnsureAsync(cancel);
    }

    private static void Prepare(LabDirectories directories)
    {
        FileTree.MakeDirectory(directories.Root);
        File.SetUnixFileMode(directories.Root, Passable);
        EnsurePassable(directories.Root);
        // Tokens and keys of the API.
        Directory.CreateDirectory(directories.Node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Before anything is ended: a refusal leaves the lab as it is.
    private static async Task EnsurePublishableAsync(
        LabDirectories directories,
        LabSettings settings,
        DaemonProcess daemon,
        CancellationToken cancel
    )
    {
        var before = LabRecordFile.Read(directories);
        var isOwn = daemon.Lives && (before is null || before.Publish?.Port == settings.Publish?.Port);
        if (settings.Publish is { } publish && !isOwn)
        {
            await PortHolder.EnsureFreeAsync(publish, cancel);
        }
    }

    private async Task RetireAsync(LabDirectories directories, LabSettings settings, DaemonProcess daemon, CancellationToken cancel)
    {
        if (LabReplacement.IsNeeded(directories, settings))
        {
            await LabRemoval.RemoveAsync(options, settings.Name, cancel);
        }
        else if (LabRecordFile.Read(directories) is { } before && before != settings)
        {
            await daemon.EndAsync(cancel);
        }
    }

    private async Task<LabSummary?> SummaryAsync(LabName lab, CancellationToken cancel)
    {
        var directories = new LabDirectories(options.State, lab);
        if (!File.Exists(directories.Record))
        {
            return null;
        }

        var uplink = await LabNetwork.FindUplinkAsync(lab, cancel);
        var settings = LabRecordFile.Read(directories);
        return new LabSummary(
            settings ?? new LabSettings(lab),
            settings is not null && new DaemonProcess(options, directories).Lives && File.Exists(lab.NamespacePath),
            uplink?.Inside
        )
        {
            IsUnreadable = settings is null,
        };
    }

    private Task<FileLock> HoldAsync(LabName lab, CancellationToken cancel) =>
        FileLock.AcquireAsync(MachineRegistry.LockOf(lab), options.Time, cancel);

    private static PhoenixException Unknown(LabName lab) => new(LabErrors.NotFound, $"there is no lab \"{lab}\" that is up");

    /// <summary>Says which directory keeps guests from their files, before the first of them fails to start.</summary>
    /// <exception cref="PhoenixException">PHX6014.</exception>
    internal static void EnsurePassable(string root)
    {
        for (var at = new DirectoryInfo(root); at is not null; at = at.Parent)
        {
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                throw new PhoenixException(LabErrors.StateClosed, $"{at.FullName} lets nobody but its owner through") { Where = root };
            }
        }
    }

    private static void EnsureRoot()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new PhoenixException(LabErrors.NotRoot, "labs are made by root");
        }
    }
}
