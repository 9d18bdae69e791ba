using Phoenix.Proxmox;
using Phoenix.Proxmox.Tasks;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>
/// A guest that is being made has nothing but a lock: neither its name nor its tags say whose it is. A run that was killed leaves its task running on
/// the node, so the next one waits for that, and judges what came out.
/// </summary>
internal sealed class GuestCreation(ProxmoxClient api, string node, Guest guest, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The configuration as soon as nobody is making the guest any more.</summary>
    /// <exception cref="PhoenixException">PHX3006: its creation ended half-way; or the guest is gone, or the node refused.</exception>
    public async Task<T> SettledAsync<T>(Func<CancellationToken, Task<T>> read, Func<T, string?> lockOf, CancellationToken cancel)
    {
        // A task may end between the two questions: only a lock that is seen again without one was left behind.
        for (var isAbandoned = false; ; isAbandoned = !await IsWorkedOnAsync(cancel))
        {
            var config = await read(cancel);
            if (lockOf(config) is not ("create" or "clone"))
            {
                return config;
            }

            if (isAbandoned)
            {
                throw HalfMade();
            }

            await Task.Delay(Pause, time, cancel);
        }
    }

    private async Task<bool> IsWorkedOnAsync(CancellationToken cancel)
    {
        var filter = new TaskFilter { Vmid = guest.Id, Source = TaskSource.Active };
        return (await api.Tasks.ListAsync(node, filter, cancel)).Any(task => task.IsRunning);
    }

    private PhoenixException HalfMade() =>
        new(GuestErrors.HalfMade, $"guest {guest.Id} was left half made on {node}")
        {
            Where = $"guest/{guest.Name}",
            Help =
                $"If nobody else is making it, remove it on the node: "
                + (guest.Kind == GuestKind.Container ? $"pct destroy {guest.Id} --force" : $"qm destroy {guest.Id} --skiplock"),
        };
}
