using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Storage;

/// <summary>What is in a storage.</summary>
internal sealed partial class ContentEndpoints(NodeServices node)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/storage/{storage}/content";
        var volume = Parameter.Text("volume").Must();
        var vmid = LxcParameters.Vmid with { Required = false };
        yield return new(
            "GET",
            Path,
            new ParameterSet(LxcParameters.Node, StorageEndpoints.Name, Parameter.Text("content"), vmid),
            (call, _) => new(List(call))
        );
        yield return new(
            "POST",
            Path,
            new ParameterSet(
                LxcParameters.Node,
                StorageEndpoints.Name,
                LxcParameters.Vmid,
                Parameter.Text("filename").Must(),
                Parameter.Text("size").Must() with
                {
                    Pattern = Size,
                },
                Parameter.Choice("format", "raw", "qcow2", "subvol", "vmdk")
            ),
            (call, _) => new(Allocate(call))
        );
        yield return new(
            "GET",
            Path + "/{volume}",
            new ParameterSet(LxcParameters.Node, StorageEndpoints.Name, volume),
            (call, _) => new(Get(call))
        );
        yield return new(
            "DELETE",
            Path + "/{volume}",
            new ParameterSet(LxcParameters.Node, StorageEndpoints.Name, volume, Parameter.Integer("delay", 1, 30)),
            DeleteAsync
        );
    }

    private ApiResult List(ApiCall call)
    {
        var storage = node.Storage.Get(call.Text("storage"));
        var kind = call.Find("content");
        var rows = new JsonArray();
        foreach (var name in new[] { "iso", "vztmpl", "import", "snippets", "backup" }.Where(name => kind is null || kind == name))
        {
            foreach (
                var image in node.Storage.Images.Where(image =>
                    storage.Name == "local" && image.Volume.StartsWith($"{name}/", StringComparison.Ordinal)
                )
            )
            {
                rows.Add((JsonNode)ContentRow.OfImage(image));
            }
            foreach (var file in storage.Files(name))
            {
                rows.Add((JsonNode)ContentRow.OfFile(storage, file));
            }
        }
        foreach (var disk in storage.Disks().Select(volume => ContentRow.OfDisk(storage, volume)))
        {
            var content = disk["content"]!.GetValue<string>();
            // A disk file may belong to a container as well.
            if (kind is null || content == kind || (kind == "rootdir" && IsOfContainer(disk)))
            {
                rows.Add((JsonNode)disk);
            }
        }
        var wanted = call.Find("vmid") is { } vmid ? rows.Where(row => row!["vmid"]?.GetValue<int>() == int.Parse(vmid)) : rows;
        return new ApiResult(new JsonArray([.. wanted.Select(static row => row!.DeepClone())]));
    }

    private bool IsOfContainer(JsonObject disk) =>
        disk["vmid"]?.GetValue<int>() is { } vmid && node.Guests.Find(vmid)?.Kind == Topology.GuestKind.Container;

    private ApiResult Allocate(ApiCall call)
    {
        var storage = node.Storage.Get(call.Text("storage"));
        var name = call.Text("filename");
        if (name.Contains('/', StringComparison.Ordinal))
        {
            throw ApiFailure.Run($"illegal name '{name}'");
        }
        var size = call.Text("size");
        // Without a unit it is KiB.
        var bytes = NormalForm.Bytes(char.IsAsciiDigit(size[^1]) ? $"{size}K" : size) ?? 0;
        if (storage.SizeOf($"{call.Vmid}/{name}") is not null)
        {
            throw ApiFailure.Run($"disk image '{storage.HostPathOf($"{call.Vmid}/{name}")}' already exists");
        }
        return ApiResult.Of($"{storage.Name}:{storage.AllocateFile(call.Vmid, name, bytes)}");
    }

    private ApiResult Get(ApiCall call)
    {
        var (storage, volume) = Volume(call);
        var size =
            node.Storage.ImageOf(new VolumeId(storage.Name, volume))?.Size
            ?? storage.SizeOf(volume)
            ?? throw ApiFailure.Run($"volume_size_info on '{storage.Name}:{volume}' failed - no format");
        return new ApiResult(
            new JsonObject
            {
                ["path"] = storage.HostPathOf(volume),
                ["format"] = "raw",
                ["size"] = size,
                ["used"] = size,
            }
        );
    }

    private async ValueTask<ApiResult> DeleteAsync(ApiCall call, CancellationToken cancel)
    {
        var (storage, volume) = Volume(call);
        var owner = volume.Split('/')[0];
        var id = int.TryParse(owner, out _) ? $"{owner}@{storage.Name}" : storage.Name;
        var started = node.Tasks.Start(
            "imgdel",
            id,
            call.Caller,
            task =>
            {
                if (node.Storage.ImageOf(new VolumeId(storage.Name, volume)) is not null)
                {
                    throw ApiFailure.Run($"'{volume}' is a base image of the lab: 'phoenix lab' keeps it, not the storage");
                }
                storage.Free(volume);
                task.Write($"Removed volume '{storage.Name}:{volume}'");
                return Task.CompletedTask;
            }
        );
        if (!call.Has("delay"))
        {
            return started;
        }
        var deletion = node.Tasks.Find(started.Data!.GetValue<string>())!;
        await Task.WhenAny(deletion.Completion, Task.Delay(TimeSpan.FromSeconds(call.Integer("delay", 1)), node.Time, cancel));
        return deletion.ExitStatus == "OK" ? ApiResult.Nothing : started;
    }

    private (NodeStorage Storage, string Volume) Volume(ApiCall call)
    {
        var text = call.Text("volume");
        var storage = node.Storage.Get(call.Text("storage"));
        if (text.IndexOf(':', StringComparison.Ordinal) < 0)
        {
            return (storage, text);
        }
        var volume = VolumeId.Parse(text) ?? throw ApiFailure.Run($"unable to parse volume ID '{text}'");
        return volume.Storage == storage.Name
            ? (storage, volume.Name)
            : throw ApiFailure.Parameter("storage", $"storage ID mismatch ({volume.Storage} != {storage.Name})");
    }

    [GeneratedRegex(@"^\d+[MG]?\z", RegexOptions.None, 1000)]
    private static partial Regex Size { get; }
}
