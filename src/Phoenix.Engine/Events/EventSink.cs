using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>Stamps events with the time and hands them to observers one after the other, whatever thread they come from.</summary>
public sealed class EventSink(TimeProvider time, params ImmutableArray<IRunObserver> observers)
{
    private readonly Lock order = new();

    /// <summary>Stamps an event and tells every observer.</summary>
    public void Emit(RunEvent happened)
    {
        lock (order)
        {
            var stamped = happened with { At = time.GetUtcNow() };
            foreach (var observer in observers)
            {
                observer.On(stamped);
            }
        }
    }

    /// <summary>Progress of one resource, as events; consecutive repeats are dropped.</summary>
    internal IProgress<string> ProgressOf(ResourceId resource) => new ResourceProgressReporter(this, resource);

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
