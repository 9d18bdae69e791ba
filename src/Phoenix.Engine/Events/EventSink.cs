using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>
/// Stamps events with the time and hands them to observers one after the other, whatever thread they come from.
/// An observer that breaks (a closed pipe, a full disk) is told nothing more: it must not end the work that it only watches.
/// </summary>
public sealed class EventSink(TimeProvider time, params ImmutableArray<IRunObserver> observers)
{
    private readonly Lock order = new();
    private ImmutableArray<IRunObserver> listening = observers;

    /// <summary>What broke observers, for whoever reports on the run.</summary>
    public ImmutableArray<Exception> Broken { get; private set; } = [];

    /// <summary>Stamps an event and tells every observer.</summary>
    public void Emit(RunEvent happened)
    {
        lock (order)
        {
            var stamped = happened with { At = time.GetUtcNow() };
            foreach (var observer in listening)
            {
                Tell(observer, stamped);
            }
        }
    }

    /// <summary>Progress of one resource, as events; consecutive repeats are dropped.</summary>
    internal IProgress<string> ProgressOf(ResourceId resource) => new ResourceProgressReporter(this, resource);

    private void Tell(IRunObserver observer, RunEvent stamped)
    {
        try
        {
            observer.On(stamped);
        }
        catch (Exception broken)
        {
            listening = listening.Remove(observer);
            Broken = Broken.Add(broken);
        }
    }

    // Not Progress<T>: that one posts to the thread pool, and words would overtake each other.
    private sealed class ResourceProgressReporter(EventSink events, ResourceId resource) : IProgress<string>
    {
        private string last = "";

        public void Report(string value)
        {
            if (Interlocked.Exchange(ref last, value) != value)
            {
                events.Emit(new RunEvent.ResourceProgress(resource, value));
            }
        }
    }
}
