using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Lab.Api.Storage;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Guests;

/// <summary>A copy of a guest, with addresses of its own.</summary>
internal sealed class CloneEndpoint(NodeServices node, GuestWords words)
{
    /// <summary>The method.</summary>
    public Endpoint Of()
    {
        var name = Parameter.Text(words.NameKey, Formats.DnsName);
        return new(
            "POST",
            words.Path + "/clone",
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                LxcParameters.Vmid with
                {
                    Name = "newid",
                },
                name,
                Parameter.Text("description"),
                Parameter.Text("pool", Formats.PoolId),
                Parameter.Text("snapname", Formats.ConfigId, 40),
                Parameter.Text("storage", Formats.StorageId),
                Parameter.Text("target", Formats.Node),
                Parameter.Flag("full"),
                Parameter.Integer("bwlimit", 0)
            ),
            CloneAsync
        );
    }

    private async ValueTask<ApiResult> CloneAsync(ApiCall call, CancellationToken cancel)
    {
        var (source, target) = (call.Vmid, (int)call.Integer("newid", 0));
        var config = node.Guests.Get(words.Kind, source);
        words.Unlocked(config);
        if (node.Guests.Find(target) is { } taken)
        {
            throw Taken(target, taken);
        }
        if (call.Find("storage") is { } storage)
        {
            node.Storage.Get(storage);
        }
        var snapshot = call.Find("snapname");
        if (snapshot is not null && !config.Snapshots.ContainsKey(snapshot))
        {
            throw ApiFailure.Run($"snapshot '{snapshot}' does not exist");
        }
        if (words.Kind == GuestKind.Container && snapshot is null && await node.IsRunningAsync(source, cancel))
        {
            throw ApiFailure.Run("Cannot do full clones on a running container without snapshots");
        }
        if (!node.Guests.TryReserve(target, Reserved(), out taken))
        {
            throw Taken(target, taken);
        }
        return node.Tasks.Start(words.Task("clone"), $"{source}", call.Caller, task => RunAsync(call, task));
    }

    private GuestConfig Reserved() => new() { Kind = words.Kind, Values = GuestConfig.Empty.SetItem("lock", "create") };

    private ApiFailure Taken(int vmid, GuestConfig taken) =>
        ApiFailure.Run($"{(taken.Kind == GuestKind.Container ? "CT" : "VM")} {vmid} already exists on node '{node.Options.NodeName}'");

    private async Task RunAsync(ApiCall call, NodeTask task)
    {
        var (source, target) = (call.Vmid, (int)call.Integer("newid", 0));
        try
        {
            using (await GuestLock.InTaskAsync(node, words.Kind, source, task))
            {
                var config = node.Guests.Get(words.Kind, source);
                var values = call.Find("snapname") is { } snapshot ? config.Snapshots[snapshot] : config.Values;
                var copy = Copy(values.RemoveRange(["snaptime", "parent", "template", "lock"]), call, target);
                node.Origins.Save(target, node.Origins.Find(source));
                if (node.Origins.Find(source).Length > 0)
                {
                    await node.Runtime.CloneAsync(source, call.Find("snapname"), DefinitionBuilder.Build(node, target, copy), task.Stopped);
                }
                node.Guests.Save(target, copy);
            }
            if (call.Find("pool") is { } pool && node.Pools.All.TryGetValue(pool, out var found))
            {
                node.Pools.Put(found with { Guests = found.Guests.Add(target) });
            }
            await node.EnforceAsync(task.Stopped);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await node.Runtime.DestroyAsync(target, CancellationToken.None);
            node.Origins.Remove(target);
            node.Guests.Remove(target);
            throw ApiFailure.Run($"clone failed: {failure.Message.TrimEnd('\n')}");
        }
    }

    private GuestConfig Copy(ImmutableSortedDictionary<string, string> values, ApiCall call, int target)
    {
        var copy = new GuestConfig { Kind = words.Kind };
        foreach (var (key, value) in values.Where(static pair => !pair.Key.StartsWith("unused", StringComparison.Ordinal)))
        {
            copy = copy.Set(key, Value(key, value, call.Find("storage"), target));
        }
        if (call.Find(words.NameKey) is { } name)
        {
            copy = copy.Set(words.NameKey, name);
        }
        if (call.Find("description") is { } description)
        {
            copy = copy.Set("description", description);
        }
        return words.Kind == GuestKind.Container ? copy : copy.Set("smbios1", $"uuid={Guid.NewGuid()}").Set("vmgenid", $"{Guid.NewGuid()}");
    }

    private string Value(string key, string value, string? storage, int target)
    {
        if (key.StartsWith("net", StringComparison.Ordinal))
        {
            return words.WithNewAddress(value);
        }
        if (words.Kind == GuestKind.Container && LxcMounts.IsMount(key) && LxcMounts.VolumeOf(key, value) is { } volume)
        {
            var mount = LxcMounts.FormatOf(key).Parse(value).SetItem("volume", Duplicate(volume, storage, target));
            return PropertyText.Write(mount, "volume", "mp");
        }
        if (words.Kind == GuestKind.VirtualMachine && QemuParameters.IsDrive(key) && QemuDrives.VolumeOf(value) is { } disk)
        {
            // An ISO or another guest's disk is shared, not copied.
            return int.TryParse(disk.Name.Split('/')[0], out _)
                ? PropertyText.Write(QemuFormats.Drive.Parse(value).SetItem("file", Duplicate(disk, storage, target)), "file")
                : value;
        }
        return value;
    }

    private string Duplicate(VolumeId volume, string? storage, int target)
    {
        var size = node.Storage.Get(volume.Storage).SizeOf(volume.Name) ?? 0;
        var to = node.Storage.Get(storage ?? volume.Storage);
        var name =
            QemuDrives.IsCloudInit(volume) ? to.AllocateFile(target, $"vm-{target}-cloudinit.qcow2", size)
            : volume.Name.EndsWith(".subvol", StringComparison.Ordinal) ? to.AllocateDirectory(target)
            : to.AllocateDisk(target, size);
        return $"{to.Name}:{name}";
    }
}
