using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>Makes virtual machines. One whose disk is imported from a base image can run in the lab; others are configuration only.</summary>
internal sealed class QemuCreation(NodeServices node, QemuLife life, CloudInitSeeds seeds)
{
    private static readonly GuestConfig Reserved = new()
    {
        Kind = GuestKind.VirtualMachine,
        Values = GuestConfig.Empty.SetItem("lock", "create"),
    };

    private readonly QemuDrives _drives = new(node.Storage);

    /// <summary><c>POST /nodes/{node}/qemu</c>.</summary>
    public ApiResult Create(ApiCall call)
    {
        var vmid = call.Vmid;
        if (call.Has("archive"))
        {
            throw ApiFailure.Run("unable to restore VM - the lab keeps no backups");
        }
        QemuRights.Check(call);
        if (call.Find("pool") is { } pool && !node.Pools.All.ContainsKey(pool))
        {
            throw ApiFailure.Forbidden($"pool '{pool}' does not exist");
        }
        foreach (var (_, value) in Settings(call).Where(static pair => QemuParameters.IsDrive(pair.Key)))
        {
            _drives.Check(value);
        }
        if (!node.Guests.TryReserve(vmid, Reserved with { }, out var existing))
        {
            var word = existing.Kind == GuestKind.Container ? "CT" : "VM";
            throw ApiFailure.Run($"unable to create VM {vmid} - {word} {vmid} already exists on node '{node.Options.NodeName}'");
        }
        return node.Tasks.Start(
            "qmcreate",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await node.Guests.LockAsync(GuestKind.VirtualMachine, vmid, task.Stopped))
                {
                    await RunAsync(call, task);
                }
                if (call.Flag("start"))
                {
                    life.Start(vmid, call.Caller);
                }
            }
        );
    }

    private async Task RunAsync(ApiCall call, NodeTask task)
    {
        var vmid = call.Vmid;
        var allocated = new List<string>();
        try
        {
            var config = Allocate(call, allocated);
            var image = Settings(call)
                .Where(static pair => QemuParameters.IsDrive(pair.Key))
                .Select(pair => _drives.ImportOf(pair.Value))
                .FirstOrDefault(static found => found is not null);
            if (image is not null)
            {
                node.Origins.Save(vmid, image.Image);
                task.Write($"importing disk '{image.Volume}'");
                var definition = DefinitionBuilder.Build(node, vmid, config);
                await node.Runtime.CreateAsync(
                    definition with
                    {
                        CloudInit = await seeds.BuildAsync(vmid, config, task.Stopped),
                    },
                    task.Stopped
                );
            }
            node.Guests.Save(vmid, config);
            if (call.Find("pool") is { } pool && node.Pools.All.TryGetValue(pool, out var found))
            {
                node.Pools.Put(found with { Guests = found.Guests.Add(vmid) });
            }
            await node.EnforceAsync(task.Stopped);
        }
        catch (Exception failure)
        {
            await node.Runtime.DestroyAsync(vmid, CancellationToken.None);
            allocated.ForEach(_drives.Free);
            node.Origins.Remove(vmid);
            node.Guests.Remove(vmid);
            if (failure is OperationCanceledException)
            {
                throw;
            }
            throw ApiFailure.Run($"unable to create VM {vmid} - {failure.Message.TrimEnd('\n')}");
        }
    }

    private GuestConfig Allocate(ApiCall call, List<string> allocated)
    {
        var config = new GuestConfig { Kind = GuestKind.VirtualMachine };
        foreach (var (key, value) in Settings(call))
        {
            config = config.Set(
                key,
                QemuParameters.IsDrive(key) ? _drives.Allocate(call.Vmid, value, allocated.Add) : QemuValues.New(key, value)
            );
        }
        if (config["description"] is { } description)
        {
            config = string.IsNullOrWhiteSpace(description)
                ? config.Remove("description")
                : config.Set("description", description.TrimEnd('\n'));
        }
        return config
            .Set("boot", config["boot"] ?? DefaultBoot(config))
            .Set("meta", $"creation-qemu=9.2.0,ctime={node.Time.GetUtcNow().ToUnixTimeSeconds()}")
            .Set("smbios1", config["smbios1"] ?? $"uuid={Guid.NewGuid()}")
            .Set("vmgenid", config["vmgenid"] is { } id && id != "1" ? id : $"{Guid.NewGuid()}");
    }

    private static string DefaultBoot(GuestConfig config)
    {
        var disks = config
            .Values.Where(static pair => QemuParameters.IsDrive(pair.Key) && !IsCdRom(pair.Value))
            .Select(static pair => pair.Key);
        var drives = config
            .Values.Where(static pair => QemuParameters.IsDrive(pair.Key) && IsCdRom(pair.Value))
            .Select(static pair => pair.Key);
        var nets = config.Values.Keys.Where(static key => key.StartsWith("net", StringComparison.Ordinal));
        var order = disks.Take(1).Concat(drives.Take(1)).Concat(nets.Take(1)).ToImmutableArray();
        return order.IsEmpty ? " " : $"order={string.Join(';', order)}";
    }

    private static bool IsCdRom(string value) => QemuFormats.Drive.Parse(value).GetValueOrDefault("media") == "cdrom";

    private static ImmutableSortedDictionary<string, string> Settings(ApiCall call) =>
        call
            .Parameters.Keys.Where(key => QemuParameters.Keys.Contains(key) && call.Find(key) is not null)
            .ToImmutableSortedDictionary(static key => key, key => call.Find(key) ?? "", StringComparer.Ordinal);
}
