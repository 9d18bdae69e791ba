using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>Changes a virtual machine whose lock is held: at once when it is stopped or the key can change while it runs, else pending.</summary>
internal sealed class QemuChange(NodeServices node, CloudInitSeeds seeds)
{
    private static readonly ImmutableHashSet<string> Live =
    [
        "name",
        "description",
        "tags",
        "onboot",
        "startup",
        "protection",
        "hookscript",
        "lock",
        "shares",
    ];

    private readonly QemuDrives _drives = new(node.Storage);

    /// <summary>Applies the changes.</summary>
    public async Task ApplyAsync(int vmid, ConfigChanges changes, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.VirtualMachine, vmid);
        var running = await node.IsRunningAsync(vmid, cancel);
        if (changes.Digest is { } digest && digest != GuestConfigText.Digest(config))
        {
            throw ApiFailure.Run("checksum mismatch (file change by other user?)");
        }
        QemuLife.Unlocked(config);
        Check(config, changes);
        config = config with
        {
            Pending = config.Pending.RemoveRange(changes.Revert),
            PendingDeletes = config.PendingDeletes.Except(changes.Revert),
        };
        foreach (var key in changes.Delete)
        {
            config = running && !IsLive(key) ? Postpone(config, key) : Delete(vmid, config, key);
        }
        foreach (var (key, value) in changes.Set)
        {
            config =
                running && !IsLive(key)
                    ? config with
                    {
                        Pending = config.Pending.SetItem(key, QemuValues.Changed(key, value)),
                        PendingDeletes = config.PendingDeletes.Remove(key),
                    }
                    : Set(vmid, config, key, value);
        }
        node.Guests.Save(vmid, config["description"]?.Length == 0 ? config.Remove("description") : config);
        await ImportAsync(vmid, changes, cancel);
        if (changes.Set.Keys.Concat(changes.Delete).Any(static key => key.StartsWith("net", StringComparison.Ordinal)))
        {
            if (running)
            {
                await node.Runtime.ReplugAsync(
                    DefinitionBuilder.Build(node, vmid, node.Guests.Get(GuestKind.VirtualMachine, vmid)),
                    cancel
                );
            }
            await node.EnforceAsync(cancel);
        }
    }

    /// <summary>The configuration with everything that waited.</summary>
    public static GuestConfig ApplyPending(GuestConfig config) => config.WithPendingApplied();

    private void Check(GuestConfig config, ConfigChanges changes)
    {
        foreach (var (key, value) in changes.Set)
        {
            if (QemuParameters.IsDrive(key))
            {
                _drives.Check(value);
            }
        }
        if (changes.Set.TryGetValue("balloon", out var balloon))
        {
            var memory = DefinitionBuilder.MemoryOf(
                config.Set("memory", changes.Set.GetValueOrDefault("memory") ?? config["memory"] ?? "512")
            );
            if (int.Parse(balloon) > memory)
            {
                throw ApiFailure.Run("balloon value too large (must be smaller than assigned memory)");
            }
        }
        if (changes.Set.TryGetValue("boot", out var boot) && boot.StartsWith("order=", StringComparison.Ordinal))
        {
            foreach (var device in boot[6..].Split(';').Where(device => config[device] is null && !changes.Set.ContainsKey(device)))
            {
                throw ApiFailure.Run($"invalid bootorder: device '{device}' does not exist'");
            }
        }
    }

    private GuestConfig Set(int vmid, GuestConfig config, string key, string value)
    {
        if (!QemuParameters.IsDrive(key))
        {
            return config.Set(key, QemuValues.Changed(key, value));
        }
        var stored = _drives.Allocate(vmid, value, static _ => { });
        return (config[key] is { } old && QemuDrives.VolumeOf(old) != QemuDrives.VolumeOf(stored) ? Unuse(vmid, config, old) : config).Set(
            key,
            stored
        );
    }

    private GuestConfig Delete(int vmid, GuestConfig config, string key)
    {
        if (config[key] is { } value)
        {
            if (key.StartsWith("unused", StringComparison.Ordinal))
            {
                _drives.Free(value);
            }
            else if (QemuParameters.IsDrive(key))
            {
                config = Unuse(vmid, config, value);
            }
        }
        return config.Remove(key);
    }

    // A disk that is used no more stays, under the first free name; a cloud-init drive goes.
    private GuestConfig Unuse(int vmid, GuestConfig config, string value)
    {
        if (QemuDrives.VolumeOf(value) is not { } volume || !QemuDrives.IsOwn(volume, vmid))
        {
            return config;
        }
        if (QemuDrives.IsCloudInit(volume))
        {
            _drives.Free(volume.ToString());
            return config;
        }
        var number = Enumerable.Range(0, 256).First(index => config[$"unused{index}"] is null);
        return config.Set($"unused{number}", volume.ToString());
    }

    private async Task ImportAsync(int vmid, ConfigChanges changes, CancellationToken cancel)
    {
        var image = changes
            .Set.Where(static pair => QemuParameters.IsDrive(pair.Key))
            .Select(pair => _drives.ImportOf(pair.Value))
            .FirstOrDefault(static found => found is not null);
        if (image is not null)
        {
            node.Origins.Save(vmid, image.Image);
            var config = node.Guests.Get(GuestKind.VirtualMachine, vmid);
            var definition = DefinitionBuilder.Build(node, vmid, config);
            await node.Runtime.DestroyAsync(vmid, cancel);
            await node.Runtime.CreateAsync(definition with { CloudInit = await seeds.BuildAsync(vmid, config, cancel) }, cancel);
        }
    }

    private static GuestConfig Postpone(GuestConfig config, string key) =>
        config with
        {
            Pending = config.Pending.Remove(key),
            PendingDeletes = config[key] is null ? config.PendingDeletes : config.PendingDeletes.Add(key),
        };

    private static bool IsLive(string key) =>
        Live.Contains(key) || key.StartsWith("net", StringComparison.Ordinal) || key.StartsWith("unused", StringComparison.Ordinal);
}
