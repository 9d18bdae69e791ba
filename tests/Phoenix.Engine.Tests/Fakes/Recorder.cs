using System.Collections.Concurrent;

namespace Phoenix.Engine.Tests;

/// <summary>Keeps every event.</summary>
internal sealed class Recorder : IRunObserver
{
    public ConcurrentQueue<RunEvent> Events { get; } = new();

    public void On(RunEvent happened) => Events.Enqueue(happened);

    public IEnumerable<T> Of<T>()
        where T : RunEvent => Events.OfType<T>();
}
