using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Phoenix.Proxmox.Qemu;
using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>Root's shell in a virtual machine, through its guest agent. Bytes pass unharmed in both directions, whatever the agent and the node do with text.</summary>
/// <param name="agent">The guest agents of the node's virtual machines.</param>
/// <param name="node">The node.</param>
/// <param name="vmid">The virtual machine's id.</param>
/// <param name="guest">The virtual machine's name, for errors.</param>
/// <param name="time">The clock.</param>
public sealed partial class AgentGuestShell(QemuAgentApi agent, string node, int vmid, string guest, TimeProvider time) : IGuestShell
{
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public string Name { get; } = $"VM {vmid} ({guest})";

    /// <summary>How long an agent that does not answer is waited for: a virtual machine that boots has none for a while.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <inheritdoc />
    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        var input = AgentInput.For(command.Input);
        try
        {
            if (!input.Parts.IsEmpty)
            {
                await WriteAsync(input, cancel);
            }

            return await ExecuteAsync(command, input, cancel);
        }
        catch when (!input.Parts.IsEmpty)
        {
            await QuietlyAsync(["rm", "-rf", "--", input.From]);
            throw;
        }
    }

    private async Task<ShellResult> ExecuteAsync(ShellCommand command, AgentInput input, CancellationToken cancel)
    {
        ImmutableArray<string> wrapped = [.. RemoteScripts.Sh(RemoteScripts.Agent, [input.From, .. command.Arguments])];
        var process = await WhenThereAsync(token => agent.ExecuteAsync(node, vmid, wrapped, input.Inline, token), cancel);
        using var timeout = new ShellTimeout(command, time, cancel);
        try
        {
            var ended = await EndAsync(process, timeout.Token);
            return new ShellResult(ended.ExitCode, Decoded(ended), Text(ended.Error));
        }
        catch (OperationCanceledException over)
        {
            await KillAsync(process);
            var lost = (over.InnerException as PhoenixException)?.Message ?? "";
            throw timeout.IsOver ? ShellTimeout.Error(Name, command, lost) : new OperationCanceledException(cancel);
        }
        // Of a command whose end is known nothing is left to kill, and its number may be another's by now.
        catch (PhoenixException error) when (error.Code != ShellErrors.ConnectionLost && error.Code != ShellErrors.CommandFailed)
        {
            await KillAsync(process);
            throw;
        }
    }

    private Task KillAsync(int process) => QuietlyAsync([.. RemoteScripts.Sh(RemoteScripts.KillTree, $"{process}")]);

    private async Task WriteAsync(AgentInput input, CancellationToken cancel)
    {
        // The directory keeps everybody else out; the agent itself makes files that all may read.
        var make = ShellCommand.Of("mkdir", "-m", "0700", "--", input.From);
        var made = await ExecuteAsync(make, AgentInput.For(default), cancel);
        if (made.ExitCode != 0)
        {
            throw new PhoenixException(ShellErrors.CommandFailed, "no room for a command's input") { Where = Name, Remote = made.Error };
        }

        for (var index = 0; index < input.Parts.Length; index++)
        {
            await agent.WriteFileAsync(node, vmid, input.PartPath(index), input.Parts[index], cancel);
        }
    }

    /// <summary>Asks until the command has ended. An agent or a node that is away for a while loses nothing of it: they are asked again, as long as there is time.</summary>
    private async Task<AgentExecution> EndAsync(int process, CancellationToken cancel)
    {
        PhoenixException? away = null;
        try
        {
            for (var pause = TimeSpan.FromMilliseconds(20); ; pause = pause < TimeSpan.FromMilliseconds(400) ? pause * 1.5 : pause)
            {
                try
                {
                    if (await agent.ExecutionAsync(node, vmid, process, cancel) is { HasEnded: true } ended)
                    {
                        return ended;
                    }

                    away = null;
                }
                catch (PhoenixException error) when (IsAway(error))
                {
                    away = error;
                }

                await Task.Delay(pause, time, cancel);
            }
        }
        catch (OperationCanceledException over) when (away is not null)
        {
            throw new OperationCanceledException(over.Message, away, cancel);
        }
        // The agent tells the end of a command once. When that answer is lost on its way, nobody knows it any more.
        catch (PhoenixException error) when (Forgotten().IsMatch(error.Remote ?? ""))
        {
            throw new PhoenixException(ShellErrors.ConnectionLost, $"how a command in {Name} ended was not heard", error)
            {
                Where = Name,
                Remote = error.Remote,
            };
        }
    }

    private static bool IsAway(PhoenixException error) =>
        error.Code == ProxmoxErrors.AgentUnavailable
        || error.Code == ProxmoxErrors.ApiUnreachable
        || error.Code == ProxmoxErrors.NodeUnreachable;

    [GeneratedRegex("PID \\d+ does not exist|Invalid parameter 'pid'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forgotten();

    private async Task<T> WhenThereAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await call(cancel);
            }
            catch (PhoenixException error) when (error.Code == ProxmoxErrors.AgentUnavailable && time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
            }
            catch (PhoenixException error) when (error.Code == ProxmoxErrors.AgentUnavailable)
            {
                throw new PhoenixException(
                    error.Code,
                    $"the guest agent of {Name} did not answer within {Patience.TotalSeconds:0} s",
                    error
                )
                {
                    Where = Name,
                    Remote = error.Remote,
                };
            }
        }
    }

    private ReadOnlyMemory<byte> Decoded(AgentExecution ended)
    {
        try
        {
            return ended.IsTruncated
                ? throw new FormatException("the guest agent dropped output past its limit")
                : Convert.FromBase64String(ended.Output);
        }
        catch (FormatException error)
        {
            throw new PhoenixException(ShellErrors.CommandFailed, $"the output of a command in {Name} did not arrive whole", error)
            {
                Where = Name,
                Remote = ended.Error,
            };
        }
    }

    // The node hands bytes on as if each were a character.
    private static string Text(string text) =>
        text.All(letter => letter <= 0xff) && text.Any(letter => letter > 0x7f)
            ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text))
            : text;

    /// <summary>Cleans up after a failure, which is the one to be told of.</summary>
    private async Task QuietlyAsync(ImmutableArray<string> command)
    {
        using var soon = new CancellationTokenSource(CleanupTime, time);
        try
        {
            await EndAsync(await agent.ExecuteAsync(node, vmid, command, null, soon.Token), soon.Token);
        }
        catch (Exception error) when (error is PhoenixException or OperationCanceledException)
        {
            // The guest is not reachable any more; what is left there is in memory and goes with its next start.
        }
    }
}
