using System.Globalization;

namespace Phoenix.Lab.Api.Cluster;

/// <summary>What the machine says of itself, read when asked.</summary>
internal sealed class NodeFacts(string storageRoot)
{
    /// <summary>The load of the last minute.</summary>
    public double Load => Loads.Length > 0 ? double.Parse(Loads[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>The loads of 1, 5 and 15 minutes.</summary>
    public string[] Loads =>
        AtomicFile.Read("/proc/loadavg").Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: >= 3 } parts ? parts[..3] : [];

    /// <summary>Seconds since the machine booted.</summary>
    public long Uptime => Environment.TickCount64 / 1000;

    /// <summary>Bytes of memory.</summary>
    public long MemoryTotal => Memory("MemTotal:");

    /// <summary>Bytes of memory in use.</summary>
    public long MemoryUsed => MemoryTotal - Memory("MemAvailable:");

    /// <summary>Bytes of the file system that holds the storage.</summary>
    public long DiskTotal => Drive.TotalSize;

    /// <summary>Bytes in use there.</summary>
    public long DiskUsed => Drive.TotalSize - Drive.TotalFreeSpace;

    /// <summary>Bytes free there.</summary>
    public long DiskFree => Drive.AvailableFreeSpace;

    /// <summary>The kernel's release.</summary>
    public string Kernel => AtomicFile.Read("/proc/sys/kernel/osrelease").Trim();

    private DriveInfo Drive
    {
        get
        {
            Directory.CreateDirectory(storageRoot);
            return new DriveInfo(storageRoot);
        }
    }

    private static long Memory(string name)
    {
        var line = AtomicFile.Read("/proc/meminfo").Split('\n').FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal));
        var number = line?[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(number, out var kibibytes) ? kibibytes * 1024 : 0;
    }
}
