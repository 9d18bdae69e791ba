using System.Collections.Concurrent;
using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Agent;

/// <summary>The guest agents of the virtual machines. In the lab the runtime does what an agent inside the guest would do.</summary>
internal sealed class GuestAgent(NodeServices node)
{
    private readonly ConcurrentDictionary<(int Vmid, int Pid), AgentProcess> _processes = new();
    private int _lastPid = 600;

    /// <summary>Refuses calls for machines that are not there, do not run, or have no agent.</summary>
    public async Task ReadyAsync(int vmid, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.VirtualMachine, vmid);
        if (!await node.IsRunningAsync(vmid, cancel))
        {
            throw ApiFailure.Run($"VM {vmid} is not running");
        }
        if (QemuFormats.Agent.Parse(config["agent"] ?? "").GetValueOrDefault("enabled") != "1")
        {
            throw ApiFailure.Run("No QEMU guest agent configured");
        }
    }

    /// <summary>Whether the guest answers: a command can be run in it.</summary>
    public async Task PingAsync(int vmid, CancellationToken cancel)
    {
        await ReadyAsync(vmid, cancel);
        try
        {
            if (await node.Runtime.ExecuteAsync(vmid, ["/bin/true"], Stream.Null, Stream.Null, Stream.Null, cancel) == 0)
            {
                return;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A guest that is still booting is no failure of the call: the answer below says it.
        }
        throw ApiFailure.Run("QEMU guest agent is not running");
    }

    /// <summary>Starts a command and answers with its id. It runs on after the call.</summary>
    public int Execute(int vmid, ImmutableArray<string> command, byte[] input)
    {
        var pid = Interlocked.Increment(ref _lastPid);
        var process = new AgentProcess();
        _processes[(vmid, pid)] = process;
        process.Exit = Task.Run(async () =>
        {
            using var stdin = new MemoryStream(input);
            return await node.Runtime.ExecuteAsync(vmid, command, stdin, process.Output, process.Error, CancellationToken.None);
        });
        return pid;
    }

    /// <summary>A command by its id. One that has ended is forgotten when its end has been told.</summary>
    public AgentProcess Status(int vmid, int pid)
    {
        if (!_processes.TryGetValue((vmid, pid), out var process))
        {
            throw ApiFailure.Run("Agent error: PID " + pid + " does not exist");
        }
        if (process.Exit.IsCompleted)
        {
            _processes.TryRemove((vmid, pid), out _);
        }
        return process;
    }
}
