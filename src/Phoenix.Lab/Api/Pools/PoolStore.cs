using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Pools;

/// <summary>A pool: a name for a set of guests and storages.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Comment">A remark, or empty.</param>
/// <param name="Guests">Its guests.</param>
/// <param name="Storages">Its storages.</param>
internal sealed record Pool(string Id, string Comment, ImmutableSortedSet<int> Guests, ImmutableSortedSet<string> Storages);

/// <summary>The pools, in the lines that Proxmox's <c>user.cfg</c> has for them.</summary>
internal sealed class PoolStore
{
    private readonly string _path;
    private readonly Lock _writing = new();

    /// <summary>Reads the pools of a file.</summary>
    public PoolStore(string path)
    {
        _path = path;
        All = AtomicFile
            .Read(path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(':'))
            .Where(static parts => parts.Length >= 5 && parts[0] == "pool")
            .Select(static parts => new Pool(
                parts[1],
                Uri.UnescapeDataString(parts[2]),
                [.. parts[3].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
                [.. parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries)]
            ))
            .ToImmutableSortedDictionary(static pool => pool.Id, static pool => pool);
    }

    /// <summary>The pools by name.</summary>
    public ImmutableSortedDictionary<string, Pool> All { get; private set; }

    /// <summary>The pool a guest is in, or null.</summary>
    public Pool? Of(int vmid) => All.Values.FirstOrDefault(pool => pool.Guests.Contains(vmid));

    /// <summary>Adds or changes a pool.</summary>
    public void Put(Pool pool)
    {
        lock (_writing)
        {
            Save(All.SetItem(pool.Id, pool));
        }
    }

    /// <summary>Forgets a pool.</summary>
    public void Remove(string id)
    {
        lock (_writing)
        {
            Save(All.Remove(id));
        }
    }

    /// <summary>Takes a guest out of its pool.</summary>
    public void Forget(int vmid)
    {
        if (Of(vmid) is { } pool)
        {
            Put(pool with { Guests = pool.Guests.Remove(vmid) });
        }
    }

    private void Save(ImmutableSortedDictionary<string, Pool> pools)
    {
        AtomicFile.Write(
            _path,
            string.Concat(
                pools.Values.Select(static pool =>
                    $"pool:{pool.Id}:{Uri.EscapeDataString(pool.Comment)}:{string.Join(',', pool.Guests)}:{string.Join(',', pool.Storages)}:\n"
                )
            )
        );
        All = pools;
    }
}
