namespace Phoenix.Engine;

/// <summary>Keeps two runs on one platform apart.</summary>
public interface IRunLock
{
    /// <summary>Takes the lock; dispose to give it back.</summary>
    /// <exception cref="Topology.PhoenixException">Somebody else holds it; the message names the holder.</exception>
    IDisposable Take(LockHolder holder);
}
