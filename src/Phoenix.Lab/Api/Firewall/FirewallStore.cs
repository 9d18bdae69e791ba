using System.Collections.Immutable;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The firewall's files and the way into force.</summary>
internal sealed class FirewallStore : IDisposable
{
    private readonly string _directory;
    private readonly string _node;
    private readonly IFirewallEnforcer _enforcer;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Reads the files below <paramref name="directory"/>.</summary>
    public FirewallStore(string directory, string node, IFirewallEnforcer enforcer)
    {
        _directory = directory;
        _node = node;
        _enforcer = enforcer;
        Directory.CreateDirectory(directory);
        var guests = Directory
            .EnumerateFiles(directory, "*.fw")
            .Where(static path => int.TryParse(Path.GetFileNameWithoutExtension(path), out _))
            .ToImmutableSortedDictionary(static path => int.Parse(Path.GetFileNameWithoutExtension(path)), File.ReadAllText);
        Files = new FirewallFiles(AtomicFile.Read(PathOf("cluster")), AtomicFile.Read(HostPath), guests);
    }

    /// <summary>The files as they are.</summary>
    public FirewallFiles Files { get; private set; }

    /// <summary>A level's text.</summary>
    public string Text(FirewallLevel level) =>
        level switch
        {
            FirewallLevel.Cluster => Files.Cluster,
            FirewallLevel.Host => Files.Host,
            FirewallLevel.Guest guest => Files.Guests.GetValueOrDefault(guest.Vmid) ?? "",
            _ => throw new InvalidOperationException($"unknown level {level}"),
        };

    /// <summary>Changes a level's text (the empty text deletes its file) and puts the files into force, one call at a time.</summary>
    public async Task ChangeAsync(
        FirewallLevel level,
        Func<string, string> change,
        Func<ImmutableArray<GuestDefinition>> guests,
        CancellationToken cancel
    )
    {
        await _one.WaitAsync(cancel);
        try
        {
            Save(level, change(Text(level)));
            await _enforcer.ApplyAsync(Files, guests(), cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Changes the text of every guest's file; the next change puts them into force.</summary>
    public async Task ChangeGuestsAsync(Func<string, string> change, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            foreach (var (vmid, text) in Files.Guests)
            {
                Save(new FirewallLevel.Guest(vmid), change(text));
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Puts the files into force, one call at a time.</summary>
    public async Task EnforceAsync(Func<ImmutableArray<GuestDefinition>> guests, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await _enforcer.ApplyAsync(Files, guests(), cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    // Only while the semaphore is held: each changes what the one before left.
    private void Save(FirewallLevel level, string text)
    {
        switch (level)
        {
            case FirewallLevel.Cluster:
                Write(PathOf("cluster"), text);
                Files = Files with { Cluster = text };
                break;
            case FirewallLevel.Host:
                Write(HostPath, text);
                Files = Files with { Host = text };
                break;
            case FirewallLevel.Guest guest:
                Write(PathOf($"{guest.Vmid}"), text);
                Files = Files with { Guests = text.Length == 0 ? Files.Guests.Remove(guest.Vmid) : Files.Guests.SetItem(guest.Vmid, text) };
                break;
            default:
                throw new InvalidOperationException($"unknown level {level}");
        }
    }

    private string HostPath => Path.Combine(_directory, "nodes", _node, "host.fw");

    private string PathOf(string name) => Path.Combine(_directory, $"{name}.fw");

    private static void Write(string path, string text)
    {
        if (text.Length == 0)
        {
            File.Delete(path);
        }
        else
        {
            AtomicFile.Write(path, text);
        }
    }
}
