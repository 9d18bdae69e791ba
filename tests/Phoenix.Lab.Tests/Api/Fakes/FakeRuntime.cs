using System.Collections.Concurrent;
using System.Collections.Immutable;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Api.Fakes;

/// <summary>Guests that exist only in memory. Every call is kept, so that tests can say what the API asked for.</summary>
internal sealed class FakeRuntime : IGuestRuntime
{
    private int _lastProcess = 4000;

    public ConcurrentDictionary<int, GuestDefinition> Guests { get; } = new();

    public ConcurrentDictionary<int, GuestProcess> Running { get; } = new();

    public ConcurrentDictionary<(int Vmid, string Name), GuestDefinition> Snapshots { get; } = new();

    public ConcurrentDictionary<(int Vmid, string Path), byte[]> Files { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Guests whose init does not listen to a shutdown.</summary>
    public ConcurrentDictionary<int, bool> Deaf { get; } = new();

    /// <summary>Held by a creation until it is completed.</summary>
    public TaskCompletionSource? CreationGate { get; set; }

    /// <summary>Why guests cannot be destroyed; null when they can.</summary>
    public Exception? DestructionFailure { get; set; }

    /// <summary>What a command does: writes to its output and answers with its exit code.</summary>
    public Func<ImmutableArray<string>, Stream, Stream, Stream, int> Command { get; set; } = static (_, _, _, _) => 0;

    public async Task CreateAsync(GuestDefinition guest, CancellationToken cancel)
    {
        Calls.Enqueue($"create {guest.Vmid} {guest.BaseImage}");
        if (CreationGate is { } gate)
        {
            await gate.Task.WaitAsync(cancel);
        }
        Guests[guest.Vmid] = guest;
    }

    public Task DestroyAsync(int vmid, CancellationToken cancel)
    {
        Calls.Enqueue($"destroy {vmid}");
        if (DestructionFailure is { } failure)
        {
            return Task.FromException(failure);
        }
        Guests.TryRemove(vmid, out _);
        return Task.CompletedTask;
    }

    public Task StartAsync(GuestDefinition guest, CancellationToken cancel)
    {
        Calls.Enqueue($"start {guest.Vmid}");
        Guests[guest.Vmid] = guest;
        Running[guest.Vmid] = new GuestProcess(
            Interlocked.Increment(ref _lastProcess),
            DateTimeOffset.UtcNow,
            ByteSize.FromMebibytes(8),
            TimeSpan.FromMilliseconds(20)
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(int vmid, CancellationToken cancel)
    {
        Calls.Enqueue($"stop {vmid}");
        Running.TryRemove(vmid, out _);
        return Task.CompletedTask;
    }

    public async Task<bool> ShutdownAsync(int vmid, TimeSpan patience, CancellationToken cancel)
    {
        Calls.Enqueue($"shutdown {vmid} {patience.TotalSeconds}");
        if (Deaf.ContainsKey(vmid))
        {
            // Ten times faster than life.
            await Task.Delay(patience / 10, cancel);
            return false;
        }
        Running.TryRemove(vmid, out _);
        return true;
    }

    public Task<GuestProcess?> ProcessAsync(int vmid, CancellationToken cancel) => Task.FromResult(Running.GetValueOrDefault(vmid));

    public Task<ImmutableArray<GuestInterface>> InterfacesAsync(int vmid, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<GuestInterface>>([
            new("lo", "00:00:00:00:00:00", ["127.0.0.1/8", "::1/128"]),
            .. Guests[vmid]
                .Interfaces.Select(static net => new GuestInterface(
                    net.Name,
                    net.HardwareAddress,
                    [.. new[] { net.Address }.OfType<string>(), LinkLocal(net.HardwareAddress)]
                )),
        ]);

    public Task ReplugAsync(GuestDefinition guest, CancellationToken cancel)
    {
        Calls.Enqueue($"replug {guest.Vmid}");
        Guests[guest.Vmid] = guest;
        return Task.CompletedTask;
    }

    public Task SnapshotAsync(int vmid, string name, CancellationToken cancel)
    {
        Calls.Enqueue($"snapshot {vmid} {name}");
        Snapshots[(vmid, name)] = Guests[vmid];
        return Task.CompletedTask;
    }

    public Task RollbackAsync(int vmid, string name, CancellationToken cancel)
    {
        Calls.Enqueue($"rollback {vmid} {name}");
        Guests[vmid] = Snapshots[(vmid, name)];
        return Task.CompletedTask;
    }

    public Task DeleteSnapshotAsync(int vmid, string name, CancellationToken cancel)
    {
        Calls.Enqueue($"delete-snapshot {vmid} {name}");
        Snapshots.TryRemove((vmid, name), out _);
        return Task.CompletedTask;
    }

    public Task CloneAsync(int sourceVmid, string? snapshot, GuestDefinition target, CancellationToken cancel)
    {
        Calls.Enqueue($"clone {sourceVmid} {snapshot} {target.Vmid}");
        Guests[target.Vmid] = target;
        return Task.CompletedTask;
    }

    public Task<int> ExecuteAsync(
        int vmid,
        ImmutableArray<string> command,
        Stream input,
        Stream output,
        Stream error,
        CancellationToken cancel
    )
    {
        Calls.Enqueue($"execute {vmid} {string.Join(' ', command)}");
        return Task.FromResult(Command(command, input, output, error));
    }

    public async Task WriteFileAsync(int vmid, string path, Stream content, FileOwnership ownership, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        Files[(vmid, path)] = bytes.ToArray();
    }

    public Task<Stream> ReadFileAsync(int vmid, string path, CancellationToken cancel) =>
        Files.TryGetValue((vmid, path), out var bytes)
            ? Task.FromResult<Stream>(new MemoryStream(bytes))
            : Task.FromException<Stream>(new FileNotFoundException($"{path}: No such file or directory"));

    // RFC 4291, appendix A: what a kernel gives an interface by itself.
    private static string LinkLocal(string hardware)
    {
        var octets = hardware.Split(':').Select(static octet => Convert.ToByte(octet, 16)).ToArray();
        byte[] address =
        [
            0xfe,
            0x80,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte)(octets[0] ^ 2),
            octets[1],
            octets[2],
            0xff,
            0xfe,
            octets[3],
            octets[4],
            octets[5],
        ];
        return $"{new System.Net.IPAddress(address)}/64";
    }
}
