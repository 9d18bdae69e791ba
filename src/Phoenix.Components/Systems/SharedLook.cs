using Phoenix.Proxmox;

namespace Phoenix.Components.Systems;

/// <summary>
/// The look that a plan takes at a system, one for all resources of it: they are planned at the same time, and a look is a command in
/// the guest. Whoever looks again, because something changed, looks for itself.
/// </summary>
/// <param name="shell">Root's shell in the system.</param>
/// <param name="isThere">Whether there is a running system to look at.</param>
/// <param name="whole">Everything that any of the resources declares.</param>
public sealed class SharedLook(IShell shell, Func<CancellationToken, Task<bool>> isThere, Func<CancellationToken, Task<SystemSpec>> whole)
{
    private readonly Lock _turn = new();
    private Task<SystemState?>? _look;

    /// <summary>What is there; null when there is no system to look at.</summary>
    /// <exception cref="Topology.PhoenixException">As <see cref="SystemObserver.ObserveAsync"/>.</exception>
    public Task<SystemState?> FirstAsync(CancellationToken cancel)
    {
        lock (_turn)
        {
            return _look ??= LookAsync(cancel);
        }
    }

    private async Task<SystemState?> LookAsync(CancellationToken cancel) =>
        await isThere(cancel) ? await SystemObserver.ObserveAsync(shell, await whole(cancel), cancel) : null;
}
