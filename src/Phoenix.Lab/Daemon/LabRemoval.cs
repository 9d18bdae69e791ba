using Phoenix.Lab.Host;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Daemon;

/// <summary>Takes away all of a lab, whatever state it is in: half made, crashed, or running.</summary>
internal static class LabRemoval
{
    private const int KillNow = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Removes daemon, containers, mounts, control groups, network and state, in the order in which they hold each other.</summary>
    public static async Task RemoveAsync(LabOptions options, LabName lab, CancellationToken cancel)
    {
        await RemoveAllButRecordAsync(options, lab, cancel);
        await FileTree.RemoveAsync(new LabDirectories(options.State, lab).Root, cancel);
        RemoveWhenEmpty(LabDirectories.AllLabs(options.State));
    }

    /// <summary>The same, but what the lab was made with stays known: killed on the way to a new one, the next command goes on.</summary>
    public static async Task RemoveAllButRecordAsync(LabOptions options, LabName lab, CancellationToken cancel)
    {
        var directories = new LabDirectories(options.State, lab);
        var network = new LabNetwork(lab, directories.Root, options.Time);
        var groups = ControlGroups.Detect();
        await new DaemonProcess(options, directories).EndAsync(cancel);
        await EndContainersAsync(lab, directories, network, cancel);
        await EndProcessesAsync(options, lab, cancel);
        await Mounts.RemoveBelowAsync(directories.Root, cancel);
        await groups.RemoveAsync(lab.ControlGroup, cancel);
        await network.RemoveAsync(cancel);
        var parts = Directory.Exists(directories.Root) ? Directory.EnumerateFileSystemEntries(directories.Root).ToArray() : [];
        foreach (var part in parts.Where(part => part != directories.Record))
        {
            await FileTree.RemoveAsync(part, cancel);
        }
    }

    private static async Task EndContainersAsync(LabName lab, LabDirectories directories, LabNetwork network, CancellationToken cancel)
    {
        if (!network.Exists || !Directory.Exists(directories.Lxc))
        {
            return;
        }

        var lxc = new LxcCommands(lab, directories, network);
        var names = Directory.EnumerateDirectories(directories.Lxc).Select(path => Path.GetFileName(path));
        await Parallel.ForEachAsync(names, cancel, async (name, token) => await lxc.KillAsync(name, token));
    }

    // Monitors end by themselves when their container has; what does not is a remnant.
    internal static async Task EndProcessesAsync(LabOptions options, LabName lab, CancellationToken cancel)
    {
        var groups = ControlGroups.Detect();
        var begun = options.Time.GetTimestamp();
        while (groups.ProcessesOf(lab.ControlGroup) is { Count: > 0 } left)
        {
            var waited = options.Time.GetElapsedTime(begun);
            if (waited > Patience)
            {
                return;
            }

            if (waited > Patience / 5)
            {
                foreach (var process in left)
                {
                    _ = Libc.Kill(process, KillNow);
                }
            }

            await Task.Delay(Pause, options.Time, cancel);
        }
    }

    private static void RemoveWhenEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
