using System.Collections.Concurrent;
using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Config;

/// <summary>The guests' configurations, one file a guest: <c>lxc/101.conf</c>, <c>qemu-server/1001.conf</c>.</summary>
internal sealed class GuestStore
{
    private readonly string _directory;
    private readonly string _node;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, GuestConfig> _guests = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _locks = new();

    /// <summary>Reads all guests. A creation that the daemon's death broke off leaves a guest that is locked for ever: it is dropped.</summary>
    public GuestStore(string directory, string node, TimeSpan patience, TimeProvider time)
    {
        _directory = directory;
        _node = node;
        _patience = patience;
        _time = time;
        foreach (var kind in Enum.GetValues<GuestKind>())
        {
            Directory.CreateDirectory(Path.Combine(directory, Folder(kind)));
            foreach (var path in Directory.EnumerateFiles(Path.Combine(directory, Folder(kind)), "*.conf"))
            {
                if (int.TryParse(Path.GetFileNameWithoutExtension(path), out var vmid))
                {
                    _guests[vmid] = GuestConfigText.Read(kind, File.ReadAllText(path));
                }
            }
        }
    }

    /// <summary>Every guest, in order of id.</summary>
    public ImmutableSortedDictionary<int, GuestConfig> All => _guests.ToImmutableSortedDictionary();

    /// <summary>A guest of any kind, or null.</summary>
    public GuestConfig? Find(int vmid) => _guests.GetValueOrDefault(vmid);

    /// <summary>A guest of a kind; the failure names the file that is not there.</summary>
    public GuestConfig Get(GuestKind kind, int vmid) =>
        Find(vmid) is { } config && config.Kind == kind
            ? config
            : throw ApiFailure.Run($"Configuration file 'nodes/{_node}/{Folder(kind)}/{vmid}.conf' does not exist");

    /// <summary>Takes an id for a guest that is being made. False when it is taken: of two calls at once one wins.</summary>
    public bool TryReserve(int vmid, GuestConfig reserved, out GuestConfig other)
    {
        other = _guests.GetOrAdd(vmid, reserved);
        if (!ReferenceEquals(other, reserved))
        {
            return false;
        }
        Save(vmid, reserved with { });
        return true;
    }

    /// <summary>Writes a guest's configuration.</summary>
    public void Save(int vmid, GuestConfig config)
    {
        AtomicFile.Write(PathOf(config.Kind, vmid), GuestConfigText.Write(config));
        _guests[vmid] = config;
    }

    /// <summary>Forgets a guest.</summary>
    public void Remove(int vmid)
    {
        if (_guests.TryRemove(vmid, out var config))
        {
            File.Delete(PathOf(config.Kind, vmid));
        }
    }

    /// <summary>Takes a guest's lock; it is given back when the result is disposed. Fails after ten seconds.</summary>
    public async Task<IDisposable> LockAsync(GuestKind kind, int vmid, CancellationToken cancel)
    {
        var gate = _locks.GetOrAdd(vmid, static _ => new SemaphoreSlim(1, 1));
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await gate.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            var file = kind == GuestKind.Container ? $"/run/lock/lxc/pve-config-{vmid}.lock" : $"/var/lock/qemu-server/lock-{vmid}.conf";
            throw ApiFailure.Run($"can't lock file '{file}' - got timeout");
        }
        return new Held(gate);
    }

    /// <summary>The folder of a kind's files.</summary>
    public static string Folder(GuestKind kind) => kind == GuestKind.Container ? "lxc" : "qemu-server";

    private string PathOf(GuestKind kind, int vmid) => Path.Combine(_directory, Folder(kind), $"{vmid}.conf");

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
