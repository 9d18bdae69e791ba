using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>
/// How long a run waits for another one to end. The kernel's lock (flock) cannot be waited for with a limit and a cancellation, so it is
/// asked again every quarter of a second.
/// </summary>
/// <param name="Limit">How long at most; zero: not at all.</param>
/// <param name="Time">The clock.</param>
public sealed record LockPatience(TimeSpan Limit, TimeProvider Time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Takes the lock, now or when its holder is done.</summary>
    /// <param name="runLock">The lock.</param>
    /// <param name="holder">Who wants it.</param>
    /// <param name="waiting">Told once, when there is something to wait for: who holds the lock.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="PhoenixException">The lock is still held at the limit (<see cref="EngineErrors.Locked"/>), or cannot be made.</exception>
    public async Task<IDisposable> TakeAsync(IRunLock runLock, LockHolder holder, Action<string> waiting, CancellationToken cancel)
    {
        var began = Time.GetTimestamp();
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return runLock.Take(holder);
            }
            catch (PhoenixException held) when (held.Code == EngineErrors.Locked && Time.GetElapsedTime(began) < Limit)
            {
                if (!isTold)
                {
                    waiting(held.Message);
                }
            }

            await Task.Delay(Pause, Time, cancel);
        }
    }
}
