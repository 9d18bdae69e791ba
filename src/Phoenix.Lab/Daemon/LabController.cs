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
    /// <exception cref="PhoenixException">PHX60xx.</exception>
    public async Task UpAsync(LabSettings settings, IProgress<string>? progress, CancellationToken cancel)
    {
        EnsureRoot();
        var directories = new LabDirectories(options.State, settings.Name);
        using var held = await HoldAsync(settings.Name, cancel);
        await MachineRegistry.EnsureOwnAsync(settings.Name, directories.Root, cancel);
        Directory.CreateDirectory(directories.Root);
        File.SetUnixFileMode(directories.Root, Passable);
        EnsurePassable(directories.Root);
        // Tokens and keys of the API.
        Directory.CreateDirectory(directories.Node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var daemon = new DaemonProcess(options, directories);
        await RetireAsync(settings, directories, daemon, cancel);
        if (!daemon.Lives && settings.Publish is { } publish)
        {
            await PortHolder.EnsureFreeAsync(publish, cancel);
        }

        await WriteAsync(directories, settings, cancel);
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
        await daemon.EnsureAsync(settings.Name.Value, cancel);
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
        var settings = await FindAsync(lab, cancel) ?? throw Unknown(lab);
        await DownAsync(lab, cancel);
        await UpAsync(settings, progress, cancel);
    }

    /// <summary>The settings of a lab, or null when there is none of that name.</summary>
    public async Task<LabSettings?> FindAsync(LabName lab, CancellationToken cancel)
    {
        var path = new LabDirectories(options.State, lab).Record;
        if (!File.Exists(path))
        {
            return null;
        }

        await using var file = File.OpenRead(path);
        return (await JsonSerializer.DeserializeAsync(file, LabJson.Default.LabRecord, cancel))?.ToSettings();
    }

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
            if (await FindAsync(LabName.Parse(name), cancel) is { } settings)
            {
                var uplink = await LabNetwork.FindUplinkAsync(settings.Name, cancel);
                var daemon = new DaemonProcess(options, new LabDirectories(options.State, settings.Name));
                labs.Add(new LabSummary(settings, daemon.Lives && File.Exists(settings.Name.NamespacePath), uplink?.Inside));
            }
        }

        return labs;
    }

    /// <summary>How to reach a lab's API.</summary>
    /// <exception cref="PhoenixException">PHX6006: there is no such lab, or it is not up.</exception>
    public async Task<LabApiAccess> ApiAsync(LabName lab, CancellationToken cancel)
    {
        var directories = new LabDirectories(options.State, lab);
        if (!File.Exists(directories.ApiAccess))
        {
            throw Unknown(lab);
        }

        await using var file = File.OpenRead(directories.ApiAccess);
        return (await JsonSerializer.DeserializeAsync(file, LabJson.Default.LabApiAccess, cancel))!;
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

    // Settings that the network is made of cannot be changed beneath living guests: another subnet is another lab.
    private async Task RetireAsync(LabSettings settings, LabDirectories directories, DaemonProcess daemon, CancellationToken cancel)
    {
        if (await FindAsync(settings.Name, cancel) is not { } before)
        {
            return;
        }

        if (
            before with
            {
                Publish = settings.Publish,
                Network = before.Network with { PublishTo = settings.Network.PublishTo },
            } != settings
        )
        {
            await LabRemoval.RemoveAsync(options, settings.Name, cancel);
            Directory.CreateDirectory(directories.Root);
        }
        else if (before != settings)
        {
            await daemon.EndAsync(cancel);
        }
    }

    private static async Task WriteAsync(LabDirectories directories, LabSettings settings, CancellationToken cancel) =>
        await File.WriteAllBytesAsync(
            directories.Record,
            JsonSerializer.SerializeToUtf8Bytes(LabRecord.Of(settings), LabJson.Default.LabRecord),
            cancel
        );

    private Task<FileLock> HoldAsync(LabName lab, CancellationToken cancel) =>
        FileLock.AcquireAsync($"/run/phoenix/{lab}.lock", options.Time, cancel);

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
