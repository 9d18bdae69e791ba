using System.Collections.Immutable;

namespace Phoenix.Lab.Runtime;

/// <summary>What the lab's node needs of the machine beneath it: real containers. The API layer (<c>Phoenix.Lab.Api</c>) calls it from tasks; it keeps no configuration of its own.</summary>
public interface IGuestRuntime
{
    /// <summary>Makes the root file system of a guest from a base image (an overlay: milliseconds).</summary>
    Task CreateAsync(GuestDefinition guest, CancellationToken cancel);

    /// <summary>Takes away everything of a stopped guest. Absent already is success.</summary>
    Task DestroyAsync(int vmid, CancellationToken cancel);

    /// <summary>Starts a guest and connects its interfaces. Returns when its init runs (systemd may still be booting).</summary>
    Task StartAsync(GuestDefinition guest, CancellationToken cancel);

    /// <summary>Kills a guest.</summary>
    Task StopAsync(int vmid, CancellationToken cancel);

    /// <summary>Asks the guest's init to shut down. False when it was still running at the end of <paramref name="patience"/>.</summary>
    Task<bool> ShutdownAsync(int vmid, TimeSpan patience, CancellationToken cancel);

    /// <summary>The running guest's process, or null when it does not run.</summary>
    Task<GuestProcess?> ProcessAsync(int vmid, CancellationToken cancel);

    /// <summary>The addresses of a running guest's interfaces, <c>lo</c> included.</summary>
    Task<ImmutableArray<GuestInterface>> InterfacesAsync(int vmid, CancellationToken cancel);

    /// <summary>Brings the interfaces of a running guest to the definition (hotplug).</summary>
    Task ReplugAsync(GuestDefinition guest, CancellationToken cancel);

    /// <summary>Keeps the guest's root file system under a name.</summary>
    Task SnapshotAsync(int vmid, string name, CancellationToken cancel);

    /// <summary>Brings a stopped guest's root file system back to a snapshot.</summary>
    Task RollbackAsync(int vmid, string name, CancellationToken cancel);

    /// <summary>Forgets a snapshot.</summary>
    Task DeleteSnapshotAsync(int vmid, string name, CancellationToken cancel);

    /// <summary>A new guest with a copy of another's root file system, as it is now or as it was in <paramref name="snapshot"/>.</summary>
    Task CloneAsync(int sourceVmid, string? snapshot, GuestDefinition target, CancellationToken cancel);

    /// <summary>Runs a command as root in a running guest, for <c>pct exec</c> and the guest agent. The streams are copied as bytes.</summary>
    Task<int> ExecuteAsync(int vmid, ImmutableArray<string> command, Stream input, Stream output, Stream error, CancellationToken cancel);

    /// <summary>Writes a file in a guest, running or not, with owner and mode; for <c>pct push</c> and the agent's file-write.</summary>
    Task WriteFileAsync(int vmid, string path, Stream content, FileOwnership ownership, CancellationToken cancel);

    /// <summary>Opens a file of a guest for reading; for <c>pct pull</c> and the agent's file-read.</summary>
    Task<Stream> ReadFileAsync(int vmid, string path, CancellationToken cancel);
}

/// <summary>Owner and mode of a file in a guest.</summary>
public sealed record FileOwnership(int User, int Group, UnixFileMode Mode);

/// <summary>A running guest.</summary>
/// <param name="ProcessId">Its init's process id as the machine sees it.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="MemoryUsed">Bytes in use by its control group.</param>
/// <param name="CpuTime">CPU time used by its control group.</param>
public sealed record GuestProcess(int ProcessId, DateTimeOffset StartedAt, Phoenix.Topology.ByteSize MemoryUsed, TimeSpan CpuTime);

/// <summary>An interface as seen in a running guest. Addresses are written with their prefix, <c>10.0.0.10/24</c>.</summary>
public sealed record GuestInterface(string Name, string HardwareAddress, ImmutableArray<string> Addresses);
