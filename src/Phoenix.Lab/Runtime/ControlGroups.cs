using System.Globalization;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Runtime;

/// <summary>The machine's control groups: version 1 (or hybrid) when it has a memory hierarchy of its own, else version 2.</summary>
internal sealed record ControlGroups(string Mount, bool Legacy)
{
    private const string Standard = "/sys/fs/cgroup";
    private const long Period = 100_000;
    private const int KillNow = 9;
    private const int Rounds = 250;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What this machine has.</summary>
    public static ControlGroups Detect() => new(Standard, Directory.Exists(Standard + "/memory"));

    /// <summary>Limits as lines of LXC's configuration.</summary>
    public IEnumerable<string> Limits(ByteSize memory, int cores)
    {
        if (memory.Bytes > 0)
        {
            yield return Legacy ? $"lxc.cgroup.memory.limit_in_bytes = {memory.Bytes}" : $"lxc.cgroup2.memory.max = {memory.Bytes}";
        }

        if (cores > 0)
        {
            yield return Legacy ? $"lxc.cgroup.cpu.cfs_quota_us = {cores * Period}" : $"lxc.cgroup2.cpu.max = {cores * Period} {Period}";
        }
    }

    /// <summary>Bytes in use by a group; 0 when it is gone.</summary>
    public ByteSize MemoryOf(string group) => new(Number(Legacy ? $"memory/{group}/memory.usage_in_bytes" : $"{group}/memory.current"));

    /// <summary>CPU time used by a group; zero when it is gone.</summary>
    public TimeSpan CpuOf(string group) =>
        Legacy
            ? TimeSpan.FromMicroseconds(Number($"cpuacct/{group}/cpuacct.usage") / 1000.0)
            : TimeSpan.FromMicroseconds(Usage($"{group}/cpu.stat"));

    /// <summary>Removes an empty group with the groups in it, in every hierarchy.</summary>
    public async Task RemoveAsync(string group, CancellationToken cancel)
    {
        foreach (var path in Hierarchies().Select(hierarchy => Path.Combine(hierarchy, group)).Where(Directory.Exists))
        {
            // Groups are removed from the inside out, with rmdir: their files are the kernel's.
            await Machine.RunAsync(MachineCommand.Of("find", path, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"), cancel);
        }
    }

    /// <summary>Kills what is left in a group and removes it: the remnant of a crash would keep a new container from starting.</summary>
    public async Task ClearAsync(string group, TimeProvider time, CancellationToken cancel)
    {
        for (var round = 0; round < Rounds && ProcessesOf(group) is { Count: > 0 } left; round++)
        {
            foreach (var process in left)
            {
                _ = Libc.Kill(process, KillNow);
            }

            await Task.Delay(Pause, time, cancel);
        }

        await RemoveAsync(group, cancel);
    }

    /// <summary>The processes in a group and the groups in it.</summary>
    public IReadOnlyCollection<int> ProcessesOf(string group) =>
        [
            .. Hierarchies()
                .Select(hierarchy => Path.Combine(hierarchy, group))
                .Where(Directory.Exists)
                .SelectMany(path => Directory.EnumerateFiles(path, "cgroup.procs", SearchOption.AllDirectories))
                .SelectMany(Lines)
                .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
                .Where(process => process > 0)
                .Distinct(),
        ];

    private IEnumerable<string> Hierarchies() => Legacy ? Directory.EnumerateDirectories(Mount) : [Mount];

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            return []; // the group went away while it was read
        }
    }

    private long Number(string path) =>
        Lines(Path.Combine(Mount, path)) is [var first, ..] ? long.Parse(first, CultureInfo.InvariantCulture) : 0;

    private long Usage(string path) =>
        Lines(Path.Combine(Mount, path)).FirstOrDefault(line => line.StartsWith("usage_usec ", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.AsSpan("usage_usec ".Length), CultureInfo.InvariantCulture)
            : 0;
}
