using System.Collections.Concurrent;
using System.Globalization;

namespace Phoenix.Lab.Runtime;

/// <summary>Which guests run. LXC is asked once for each; after that the kernel says whether that process still is the same.</summary>
internal sealed class RunningGuests(LxcCommands lxc)
{
    // The kernel's unit in /proc/PID/stat; 100 on every architecture Debian has.
    private const double TicksPerSecond = 100;
    private readonly ConcurrentDictionary<string, InitProcess> _known = new(StringComparer.Ordinal);

    /// <summary>The guest's init, or null when it does not run.</summary>
    public async Task<InitProcess?> FindAsync(string name, CancellationToken cancel)
    {
        if (_known.TryGetValue(name, out var known) && StartOf(known.Id) == known.StartTicks)
        {
            return known;
        }

        _known.TryRemove(name, out _);
        if (await lxc.ProcessIdAsync(name, cancel) is not { } id || StartOf(id) is not { } start)
        {
            return null;
        }

        var found = new InitProcess(id, start, BootTime().AddSeconds(start / TicksPerSecond));
        _known[name] = found;
        return found;
    }

    /// <summary>When a process was started, in ticks since boot: field 22, after the name in parentheses, which may hold anything. Null for a process that is gone or a zombie.</summary>
    internal static long? ParseStart(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
    }

    private static long? StartOf(int process)
    {
        try
        {
            return ParseStart(File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (IOException)
        {
            return null; // gone
        }
    }

    private static DateTimeOffset BootTime()
    {
        var line = File.ReadLines("/proc/stat").First(text => text.StartsWith("btime ", StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.AsSpan("btime ".Length), CultureInfo.InvariantCulture));
    }
}

/// <summary>A guest's init as the machine sees it.</summary>
internal sealed record InitProcess(int Id, long StartTicks, DateTimeOffset StartedAt);
