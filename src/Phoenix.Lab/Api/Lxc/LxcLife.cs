using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Start, stop, shutdown, reboot of containers.</summary>
internal sealed class LxcLife(NodeServices node)
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/lxc/{vmid}/status/";
        var guest = new[] { LxcParameters.Node, LxcParameters.Vmid };
        var timeout = Parameter.Integer("timeout", 0);
        yield return new(
            "POST",
            Path + "start",
            new ParameterSet([.. guest, Parameter.Flag("skiplock"), Parameter.Flag("debug")]),
            StartAsync
        );
        yield return new(
            "POST",
            Path + "stop",
            new ParameterSet([.. guest, Parameter.Flag("skiplock"), Parameter.Flag("overrule-shutdown")]),
            StopAsync
        );
        yield return new("POST", Path + "shutdown", new ParameterSet([.. guest, timeout, Parameter.Flag("forceStop")]), ShutdownAsync);
        yield return new("POST", Path + "reboot", new ParameterSet([.. guest, timeout]), RebootAsync);
        yield return new("POST", Path + "suspend", new ParameterSet(guest), SuspendAsync);
    }

    /// <summary>Starts a container in a task.</summary>
    public ApiResult Start(int vmid, Caller caller) =>
        node.Tasks.Start(
            "vzstart",
            $"{vmid}",
            caller,
            async task =>
            {
                using (await LockAsync(vmid, task))
                {
                    await BootAsync(vmid, task.Stopped);
                }
            }
        );

    /// <summary>Starts a stopped container whose lock is held; pending changes come into force.</summary>
    public async Task BootAsync(int vmid, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.Container, vmid);
        Unlocked(config);
        if (config["template"] == "1")
        {
            throw ApiFailure.Run("you can't start a CT if it's a template");
        }
        if (await node.IsRunningAsync(vmid, cancel))
        {
            return;
        }
        config = LxcPending.Apply(config);
        node.Guests.Save(vmid, config);
        var definition = DefinitionBuilder.Build(node, vmid, config);
        foreach (
            var bridge in definition
                .Interfaces.Select(static net => net.Bridge)
                .Where(bridge => bridge.Length > 0 && !node.Options.Bridges.Contains(bridge))
        )
        {
            throw ApiFailure.Run($"bridge '{bridge}' does not exist");
        }
        await node.Runtime.StartAsync(definition, cancel);
        await node.EnforceAsync(cancel);
    }

    /// <summary>Refuses what a lock forbids.</summary>
    public static void Unlocked(GuestConfig config)
    {
        if (config["lock"] is { } held)
        {
            throw ApiFailure.Run($"CT is locked ({held})");
        }
    }

    private async ValueTask<ApiResult> StartAsync(ApiCall call, CancellationToken cancel)
    {
        if (await node.IsRunningAsync(call.Vmid, cancel))
        {
            throw ApiFailure.Run($"CT {call.Vmid} already running");
        }
        return Start(call.Vmid, call.Caller);
    }

    private async ValueTask<ApiResult> StopAsync(ApiCall call, CancellationToken cancel)
    {
        var vmid = call.Vmid;
        await RunningAsync(vmid, "CT", cancel);
        if (call.Flag("overrule-shutdown"))
        {
            foreach (var shutdown in node.Tasks.Running("vzshutdown", $"{vmid}"))
            {
                shutdown.Interrupt();
            }
        }
        return node.Tasks.Start(
            "vzstop",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await LockAsync(vmid, task))
                {
                    Unlocked(node.Guests.Get(GuestKind.Container, vmid));
                    await node.Runtime.StopAsync(vmid, task.Stopped);
                    ApplyPending(vmid);
                }
            }
        );
    }

    private async ValueTask<ApiResult> ShutdownAsync(ApiCall call, CancellationToken cancel)
    {
        var vmid = call.Vmid;
        await RunningAsync(vmid, "CT", cancel);
        return node.Tasks.Start(
            "vzshutdown",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await LockAsync(vmid, task))
                {
                    Unlocked(node.Guests.Get(GuestKind.Container, vmid));
                    if (!await DownAsync(vmid, call, task))
                    {
                        if (!call.Flag("forceStop"))
                        {
                            throw ApiFailure.Run("container did not stop");
                        }
                        await node.Runtime.StopAsync(vmid, task.Stopped);
                    }
                    ApplyPending(vmid);
                }
            }
        );
    }

    private async ValueTask<ApiResult> RebootAsync(ApiCall call, CancellationToken cancel)
    {
        var vmid = call.Vmid;
        await RunningAsync(vmid, "VM", cancel);
        return node.Tasks.Start(
            "vzreboot",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await LockAsync(vmid, task))
                {
                    Unlocked(node.Guests.Get(GuestKind.Container, vmid));
                    if (!await DownAsync(vmid, call, task))
                    {
                        await node.Runtime.StopAsync(vmid, task.Stopped);
                    }
                    await BootAsync(vmid, task.Stopped);
                }
            }
        );
    }

    private async ValueTask<ApiResult> SuspendAsync(ApiCall call, CancellationToken cancel)
    {
        await RunningAsync(call.Vmid, "CT", cancel);
        throw ApiFailure.Run("the lab does not suspend containers");
    }

    private async Task<bool> DownAsync(int vmid, ApiCall call, NodeTask task)
    {
        var patience = TimeSpan.FromSeconds(call.Integer("timeout", (long)DefaultPatience.TotalSeconds));
        try
        {
            if (await node.Runtime.ShutdownAsync(vmid, patience, task.Stopped))
            {
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            task.Write($"command 'lxc-stop -n {vmid} --nokill --timeout {(int)patience.TotalSeconds}' failed: received interrupt");
            throw;
        }
        task.Write($"command 'lxc-stop -n {vmid} --nokill --timeout {(int)patience.TotalSeconds}' failed: exit code 1");
        return false;
    }

    private async Task RunningAsync(int vmid, string word, CancellationToken cancel)
    {
        node.Guests.Get(GuestKind.Container, vmid);
        if (!await node.IsRunningAsync(vmid, cancel))
        {
            throw ApiFailure.Run($"{word} {vmid} not running");
        }
    }

    private void ApplyPending(int vmid) => node.Guests.Save(vmid, LxcPending.Apply(node.Guests.Get(GuestKind.Container, vmid)));

    private Task<IDisposable> LockAsync(int vmid, NodeTask task) => GuestLock.InTaskAsync(node, GuestKind.Container, vmid, task);
}
