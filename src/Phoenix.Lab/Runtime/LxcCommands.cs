using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Lab.Host;
using Phoenix.Lab.Network;
using Phoenix.Topology;

namespace Phoenix.Lab.Runtime;

/// <summary>LXC's programs, run where they must be: in the lab's network namespace, because LXC's control socket is an abstract one and belongs to it.</summary>
internal sealed class LxcCommands(LabName lab, LabDirectories directories, LabNetwork network)
{
    // The environment of a command in a container: none of the machine's.
    private static readonly ImmutableArray<string> CleanEnvironment =
    [
        "--clear-env",
        "-v",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "-v",
        "HOME=/root",
        "-v",
        "USER=root",
        "-v",
        "LANG=C.UTF-8",
    ];

    /// <summary>Writes a container's configuration.</summary>
    public async Task ConfigureAsync(string name, string config, CancellationToken cancel)
    {
        // Root of an unprivileged container passes here on its way to its own files.
        FileTree.MakeDirectory(Path.Combine(directories.Lxc, name));
        await File.WriteAllTextAsync(Path.Combine(directories.Lxc, name, "config"), config, cancel);
    }

    /// <summary>Starts a configured container that does not run; returns when its init runs.</summary>
    /// <exception cref="PhoenixException">PHX6009 with the end of LXC's log.</exception>
    public async Task StartAsync(string name, CancellationToken cancel)
    {
        File.Delete(LogOf(name));
        // What a crash left of it would keep LXC from making its control groups.
        var groups = ControlGroups.Detect();
        await groups.ClearAsync($"{lab.ControlGroup}/{name}", TimeProvider.System, cancel);
        await groups.ClearAsync($"{lab.ControlGroup}/monitor-{name}", TimeProvider.System, cancel);
        // Where LXC finds newuidmap it insists on ranges in the machine's /etc/subuid; without it root writes the map itself.
        var command = network.InLab(["env", "PATH=/usr/sbin:/sbin", "/usr/bin/lxc-start", "-P", directories.Lxc, "-n", name, "-d"]);
        var result = await Machine.RunAsync(new MachineCommand(command), cancel);
        if (result.ExitCode != 0)
        {
            throw new PhoenixException(LabErrors.GuestFailed, $"{name} could not be started")
            {
                Remote = File.Exists(LogOf(name)) ? Last(await File.ReadAllTextAsync(LogOf(name), cancel)) : result.Error.TrimEnd(),
            };
        }
    }

    /// <summary>Kills a container. Stopped already is success.</summary>
    public async Task KillAsync(string name, CancellationToken cancel)
    {
        if (await ProcessIdAsync(name, cancel) is not null)
        {
            var result = await RunAsync("lxc-stop", name, ["-k"], cancel);
            if (result.ExitCode != 0 && await ProcessIdAsync(name, cancel) is not null)
            {
                throw new PhoenixException(LabErrors.GuestFailed, $"{name} could not be stopped") { Remote = result.Error.TrimEnd() };
            }
        }
    }

    /// <summary>Asks a container's init to shut down; false when it still runs in the end.</summary>
    public async Task<bool> ShutdownAsync(string name, TimeSpan patience, CancellationToken cancel)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(patience.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await RunAsync("lxc-stop", name, ["--nokill", "-t", seconds], cancel);
        return await ProcessIdAsync(name, cancel) is null;
    }

    /// <summary>The init's process id, or null when the container does not run.</summary>
    public async Task<int?> ProcessIdAsync(string name, CancellationToken cancel)
    {
        if (!network.Exists || !File.Exists(Path.Combine(directories.Lxc, name, "config")))
        {
            return null;
        }

        var result = await RunAsync("lxc-info", name, ["-p", "-H"], cancel);
        return int.TryParse(result.Text.Trim(), CultureInfo.InvariantCulture, out var process) && process > 0 ? process : null;
    }

    /// <summary>A command that runs another in a container as root, with a clean environment.</summary>
    public MachineCommand Attach(string name, ImmutableArray<string> command) =>
        new([.. network.InLab(["lxc-attach", "-P", directories.Lxc, "-n", name, .. CleanEnvironment, "--"]), .. command]);

    private Task<MachineResult> RunAsync(string program, string name, ImmutableArray<string> arguments, CancellationToken cancel) =>
        Machine.RunAsync(new MachineCommand(network.InLab([program, "-P", directories.Lxc, "-n", name, .. arguments])), cancel);

    private string LogOf(string name) => Path.Combine(directories.Lxc, name, "lxc.log");

    private static string Last(string log) => string.Join('\n', log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8));
}
