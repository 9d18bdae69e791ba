using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Phoenix.Engine.Tests;

/// <summary>A live system in memory: what exists, and a record of every write. It outlives runs, as a real one does.</summary>
internal sealed class World
{
    private int working;

    public ConcurrentDictionary<ResourceId, string> Live { get; } = new();

    public ConcurrentQueue<string> Writes { get; } = new();

    public ConcurrentQueue<ResourceId> Observed { get; } = new();

    public int MostAtOnce { get; private set; }

    public ImmutableArray<string> WritesSoFar => [.. Writes];

    public IDisposable Work()
    {
        lock (Live)
        {
            working++;
            MostAtOnce = Math.Max(MostAtOnce, working);
        }

        return new Working(this);
    }

    private sealed class Working(World world) : IDisposable
    {
        public void Dispose()
        {
            lock (world.Live)
            {
                world.working--;
            }
        }
    }
}
