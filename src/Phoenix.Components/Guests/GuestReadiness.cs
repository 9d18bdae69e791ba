using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Waits until a started guest can be worked in: its init has booted and, where there is one, cloud-init is done.</summary>
public static class GuestReadiness
{
    // A first boot on a small machine, with packages fetched by cloud-init.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // "degraded" is a booted system with a failed unit: good enough to work in, and what failed is found by proofs.
    // Before systemd listens there is nobody to ask, and the question fails at once.
    private const string Booted = """
        until [ -S /run/systemd/private ]; do sleep 0.1; done
        systemctl is-system-running --wait >/dev/null 2>&1
        command -v cloud-init >/dev/null 2>&1 && cloud-init status --wait >/dev/null 2>&1
        exit 0
        """;

    /// <summary>Waits until the guest is ready.</summary>
    /// <exception cref="PhoenixException">It did not get ready in time.</exception>
    public static async Task WaitAsync(IGuestShell shell, TimeProvider time, CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                await shell.RunAsync(ShellCommand.Of("sh", "-c", Booted) with { Timeout = Patience }, cancel);
                return;
            }
            catch (PhoenixException failure) when (time.GetElapsedTime(begin) < Patience)
            {
                _ = failure; // the init or the agent is not up yet
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancel);
            }
            catch (PhoenixException failure)
            {
                throw new PhoenixException(
                    GuestErrors.NotReady,
                    $"{shell.Name} did not get ready in {Patience.TotalMinutes:0} minutes",
                    failure
                )
                {
                    Remote = failure.Remote ?? failure.Message,
                };
            }
        }
    }
}
