using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Creation and removal of containers.</summary>
internal sealed class LxcEndpoints(NodeServices node, LxcCreation creation)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("POST", "/nodes/{node}/lxc", LxcParameters.Create, creation.CreateAsync);
        yield return new(
            "DELETE",
            "/nodes/{node}/lxc/{vmid}",
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                Parameter.Flag("force"),
                Parameter.Flag("purge"),
                Parameter.Flag("destroy-unreferenced-disks")
            ),
            DestroyAsync
        );
    }

    private async ValueTask<ApiResult> DestroyAsync(ApiCall call, CancellationToken cancel)
    {
        var vmid = call.Vmid;
        var config = node.Guests.Get(GuestKind.Container, vmid);
        var running = await node.IsRunningAsync(vmid, cancel);
        if (config["protection"] == "1")
        {
            throw ApiFailure.Run($"can't remove CT {vmid} - protection mode enabled");
        }
        if (config["lock"] is { } held && held != GuestRemoval.Destroyed && !(call.Flag("force") && held == "create"))
        {
            throw ApiFailure.Run($"CT is locked ({held})");
        }
        if (running && !call.Flag("force"))
        {
            throw ApiFailure.Run($"unable to destroy CT {vmid} - container is running");
        }
        return node.Tasks.Start(
            "vzdestroy",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await GuestLock.InTaskAsync(node, GuestKind.Container, vmid, task))
                {
                    if (running)
                    {
                        task.Write($"forced to stop CT {vmid} before destroying!");
                        await node.Runtime.StopAsync(vmid, task.Stopped);
                    }
                    await GuestRemoval.DestroyAsync(node, vmid, task.Stopped);
                }
            }
        );
    }
}
