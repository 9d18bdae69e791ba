using System.Collections.Immutable;
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

    /// <summary>What a shell answers when the program that leads into the guest is not there or cannot be run: waiting mends nothing.</summary>
    private static readonly ImmutableArray<int> NoWayIn = [126, 127];

    /// <summary>What goes by while a guest boots. The question does no harm when it is asked twice, so an answer that got lost is among it.</summary>
    private static readonly ImmutableArray<ErrorCode> Passing =
    [
        ProxmoxErrors.NotRunning,
        ProxmoxErrors.AgentUnavailable,
        ProxmoxErrors.Locked,
        ProxmoxErrors.OutcomeUnknown,
        ShellErrors.ConnectionLost,
    ];

    /// <summary>Waits until the guest is ready.</summary>
    /// <exception cref="PhoenixException">It did not become ready in time, or there is no way into it.</exception>
    public static async Task WaitAsync(IGuestShell shell, TimeProvider time, CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        while (await ProblemAsync(shell, cancel) is { } problem)
        {
            if (time.GetElapsedTime(begin) >= Patience)
            {
                throw new PhoenixException(
                    GuestErrors.NotReady,
                    $"{shell.Name} did not become ready in {Patience.TotalMinutes:0} minutes",
                    problem
                )
                {
                    Remote = problem.Remote ?? problem.Message,
                };
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancel);
        }
    }

    /// <summary>Why the guest is not ready yet; null when it is.</summary>
    private static async Task<PhoenixException?> ProblemAsync(IGuestShell shell, CancellationToken cancel)
    {
        var question = ShellCommand.Of("sh", "-c", Booted) with { Timeout = Patience };
        try
        {
            var answer = await shell.RunAsync(question, cancel);
            var failure = new PhoenixException(GuestErrors.NotReady, $"{shell.Name} cannot be asked whether it is ready")
            {
                Where = shell.Name,
                Remote = $"exit code {answer.ExitCode}: {answer.Error.Trim()}",
            };
            return answer.ExitCode == 0 ? null
                : NoWayIn.Contains(answer.ExitCode) ? throw failure
                : failure;
        }
        catch (PhoenixException failure) when (Passing.Contains(failure.Code))
        {
            return failure;
        }
        catch (PhoenixException failure) when (failure.Code == ShellErrors.TimedOut)
        {
            throw new PhoenixException(
                GuestErrors.NotReady,
                $"{shell.Name} did not become ready in {Patience.TotalMinutes:0} minutes",
                failure
            )
            {
                Remote = failure.Remote ?? failure.Message,
            };
        }
    }
}
