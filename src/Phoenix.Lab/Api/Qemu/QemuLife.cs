using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>Start, stop, shutdown, reboot of virtual machines.</summary>
internal sealed class QemuLife(NodeServices node, CloudInitSeeds seeds)
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/qemu/{vmid}/status/";
        var guest = new[] { LxcParameters.Node, LxcParameters.Vmid, Parameter.Flag("skiplock") };
        var timeout = Parameter.Integer("timeout", 0);
        var keep = Parameter.Flag("keepActive");
        yield return new("POST", Path + "start", new ParameterSet([.. guest, timeout]), StartAsync);
        yield return new(
            "POST",
            Path + "stop",
            new ParameterSet([.. guest, timeout, keep, Parameter.Flag("overrule-shutdown")]),
            (call, _) => new(Stop(call))
        );
        yield return new(
            "POST",
            Path + "shutdown",
            new ParameterSet([.. guest, timeout, keep, Parameter.Flag("forceStop")]),
            (call, _) => new(Shutdown(call))
        );
        yield return new("POST", Path + "reboot", new ParameterSet(LxcParameters.Node, LxcParameters.Vmid, timeout), RebootAsync);
        yield return new("POST", Path + "reset", new ParameterSet(guest), ResetAsync);
    }

    /// <summary>Starts a virtual machine in a task.</summary>
    public ApiResult Start(int vmid, Caller caller) => InTask("qmstart", vmid, caller, task => BootAsync(vmid, task.Stopped));

    /// <summary>Starts a stopped machine whose lock is held; pending changes come into force, the seed is made anew.</summary>
    public async Task BootAsync(int vmid, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.VirtualMachine, vmid);
        Unlocked(config);
        if (config["template"] == "1")
        {
            throw ApiFailure.Run("you can't start a vm if it's a template");
        }
        if (await node.IsRunningAsync(vmid, cancel))
        {
            throw ApiFailure.Run($"VM {vmid} already running");
        }
        if (node.Origins.Find(vmid).Length == 0)
        {
            throw ApiFailure.Run($"VM {vmid} cannot run in the lab: none of its disks was imported from a base image");
        }
        config = QemuChange.ApplyPending(config);
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
        await node.Runtime.StartAsync(definition with { CloudInit = await seeds.BuildAsync(vmid, config, cancel) }, cancel);
        await node.EnforceAsync(cancel);
    }

    /// <summary>Refuses what a lock forbids.</summary>
    public static void Unlocked(GuestConfig config)
    {
        if (config["lock"] is { } held)
        {
            throw ApiFailure.Run($"VM is locked ({held})");
        }
    }

    private async ValueTask<ApiResult> StartAsync(ApiCall call, CancellationToken cancel)
    {
        node.Guests.Get(GuestKind.VirtualMachine, call.Vmid);
        if (await node.IsRunningAsync(call.Vmid, cancel))
        {
            throw ApiFailure.Run($"VM {call.Vmid} already running");
        }
        return Start(call.Vmid, call.Caller);
    }

    // Stopping a stopped machine is a task that succeeds: unlike containers.
    private ApiResult Stop(ApiCall call)
    {
        var vmid = call.Vmid;
        node.Guests.Get(GuestKind.VirtualMachine, vmid);
        if (call.Flag("overrule-shutdown"))
        {
            foreach (var shutdown in node.Tasks.Running("qmshutdown", $"{vmid}"))
            {
                shutdown.Interrupt();
            }
        }
        return InTask("qmstop", vmid, call.Caller, task => KillAsync(vmid, task));
    }

    private ApiResult Shutdown(ApiCall call)
    {
        var vmid = call.Vmid;
        node.Guests.Get(GuestKind.VirtualMachine, vmid);
        return InTask(
            "qmshutdown",
            vmid,
            call.Caller,
            async task =>
            {
                if (await node.IsRunningAsync(vmid, task.Stopped) && !await DownAsync(vmid, call, task))
                {
                    if (!call.Flag("forceStop"))
                    {
                        throw ApiFailure.Run("VM quit/powerdown failed - got timeout");
                    }
                    await KillAsync(vmid, task);
                }
            }
        );
    }

    private async ValueTask<ApiResult> RebootAsync(ApiCall call, CancellationToken cancel)
    {
        await RunningAsync(call.Vmid, cancel);
        return InTask(
            "qmreboot",
            call.Vmid,
            call.Caller,
            async task =>
            {
                if (!await DownAsync(call.Vmid, call, task))
                {
                    throw ApiFailure.Run("VM quit/powerdown failed - got timeout");
                }
                await BootAsync(call.Vmid, task.Stopped);
            }
        );
    }

    private async ValueTask<ApiResult> ResetAsync(ApiCall call, CancellationToken cancel)
    {
        await RunningAsync(call.Vmid, cancel);
        return InTask(
            "qmreset",
            call.Vmid,
            call.Caller,
            async task =>
            {
                await KillAsync(call.Vmid, task);
                await BootAsync(call.Vmid, task.Stopped);
            }
        );
    }

    private Task<bool> DownAsync(int vmid, ApiCall call, NodeTask task) =>
        node.Runtime.ShutdownAsync(vmid, TimeSpan.FromSeconds(call.Integer("timeout", (long)DefaultPatience.TotalSeconds)), task.Stopped);

    private async Task KillAsync(int vmid, NodeTask task)
    {
        if (await node.IsRunningAsync(vmid, task.Stopped))
        {
            await node.Runtime.StopAsync(vmid, task.Stopped);
        }
    }

    private async Task RunningAsync(int vmid, CancellationToken cancel)
    {
        node.Guests.Get(GuestKind.VirtualMachine, vmid);
        if (!await node.IsRunningAsync(vmid, cancel))
        {
            throw ApiFailure.Run($"VM {vmid} not running");
        }
    }

    private ApiResult InTask(string type, int vmid, Caller caller, Func<NodeTask, Task> work) =>
        node.Tasks.Start(
            type,
            $"{vmid}",
            caller,
            async task =>
            {
                using (await GuestLock.InTaskAsync(node, GuestKind.VirtualMachine, vmid, task))
                {
                    Unlocked(node.Guests.Get(GuestKind.VirtualMachine, vmid));
                    await work(task);
                }
            }
        );
}
