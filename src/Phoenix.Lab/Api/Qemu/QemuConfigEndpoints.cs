using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>Reading and changing a virtual machine's configuration: PUT at once, POST in a task.</summary>
internal sealed class QemuConfigEndpoints(NodeServices node, QemuCreation creation, QemuChange change)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/qemu/{vmid}";
        yield return new("POST", "/nodes/{node}/qemu", QemuParameters.Create, (call, _) => new(creation.Create(call)));
        yield return new(
            "GET",
            Path + "/config",
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                Parameter.Flag("current"),
                Parameter.Text("snapshot", Formats.ConfigId, 40)
            ),
            (call, _) => new(Config(call))
        );
        yield return new("PUT", Path + "/config", QemuParameters.Change, ChangeAsync);
        yield return new("POST", Path + "/config", QemuParameters.ChangeLater, (call, _) => new(ChangeLater(call)));
        yield return new("GET", Path + "/pending", LxcParameters.Guest, (call, _) => new(Pending(call)));
        yield return new(
            "PUT",
            Path + "/unlink",
            new ParameterSet(LxcParameters.Node, LxcParameters.Vmid, Parameter.Text("idlist").Must(), Parameter.Flag("force")),
            UnlinkAsync
        );
        yield return new(
            "DELETE",
            Path,
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                Parameter.Flag("purge"),
                Parameter.Flag("destroy-unreferenced-disks"),
                Parameter.Flag("skiplock")
            ),
            DestroyAsync
        );
    }

    private ApiResult Config(ApiCall call)
    {
        var config = Get(call);
        if (call.Find("snapshot") is { } snapshot)
        {
            return config.Snapshots.TryGetValue(snapshot, out var values)
                ? new ApiResult(QemuConfigView.Of(config, values))
                : throw ApiFailure.Run($"snapshot '{snapshot}' does not exist");
        }
        return new ApiResult(QemuConfigView.Of(config, call.Flag("current") ? config.Values : config.Merged));
    }

    private ApiResult Pending(ApiCall call)
    {
        var config = Get(call);
        var rows = QemuConfigView.Pending(config, static _ => true);
        rows.Add((JsonNode)new JsonObject { ["key"] = "digest", ["value"] = GuestConfigText.Digest(config) });
        return new ApiResult(rows);
    }

    private async ValueTask<ApiResult> ChangeAsync(ApiCall call, CancellationToken cancel)
    {
        QemuRights.Check(call);
        var changes = ConfigChanges.Of(call, QemuParameters.Keys);
        Get(call);
        changes.Check(QemuParameters.Keys);
        using (await node.Guests.LockAsync(GuestKind.VirtualMachine, call.Vmid, cancel))
        {
            await change.ApplyAsync(call.Vmid, changes, cancel);
        }
        return ApiResult.Nothing;
    }

    private ApiResult ChangeLater(ApiCall call)
    {
        QemuRights.Check(call);
        var changes = ConfigChanges.Of(call, QemuParameters.Keys);
        Get(call);
        changes.Check(QemuParameters.Keys);
        return node.Tasks.Start(
            "qmconfig",
            $"{call.Vmid}",
            call.Caller,
            async task =>
            {
                using (await GuestLock.InTaskAsync(node, GuestKind.VirtualMachine, call.Vmid, task))
                {
                    await change.ApplyAsync(call.Vmid, changes, task.Stopped);
                }
            }
        );
    }

    private async ValueTask<ApiResult> UnlinkAsync(ApiCall call, CancellationToken cancel)
    {
        Get(call);
        var changes = new ConfigChanges(GuestConfig.Empty, [.. Formats.Items(call.Text("idlist"))], [], null);
        changes.Check(QemuParameters.Keys);
        using (await node.Guests.LockAsync(GuestKind.VirtualMachine, call.Vmid, cancel))
        {
            await change.ApplyAsync(call.Vmid, changes, cancel);
        }
        return ApiResult.Nothing;
    }

    private async ValueTask<ApiResult> DestroyAsync(ApiCall call, CancellationToken cancel)
    {
        var vmid = call.Vmid;
        var config = Get(call);
        if (config["protection"] == "1")
        {
            throw ApiFailure.Run($"can't remove VM {vmid} - protection mode enabled");
        }
        if (config["lock"] != GuestRemoval.Destroyed)
        {
            QemuLife.Unlocked(config);
        }
        if (await node.IsRunningAsync(vmid, cancel))
        {
            throw ApiFailure.Run($"VM {vmid} is running - destroy failed");
        }
        return node.Tasks.Start(
            "qmdestroy",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await GuestLock.InTaskAsync(node, GuestKind.VirtualMachine, vmid, task))
                {
                    await GuestRemoval.DestroyAsync(node, vmid, task.Stopped);
                }
            }
        );
    }

    private GuestConfig Get(ApiCall call) => node.Guests.Get(GuestKind.VirtualMachine, call.Vmid);
}
