namespace Phoenix.Engine;

/// <summary>Sees what happens in a run. Told one event at a time, in order; it must be quick and must not throw.</summary>
public interface IRunObserver
{
    /// <summary>Something happened.</summary>
    void On(RunEvent happened);
}
