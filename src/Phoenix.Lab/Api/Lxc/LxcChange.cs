using System.Collections.Immutable;
using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Changes a container whose lock is held: at once when it is stopped or the key can change while it runs, else pending.</summary>
internal sealed class LxcChange(NodeServices node)
{
    private static readonly ImmutableHashSet<string> Live =
    [
        "memory",
        "swap",
        "cores",
        "cpulimit",
        "cpuunits",
        "hostname",
        "description",
        "tags",
        "onboot",
        "startup",
        "protection",
        "hookscript",
        "lock",
    ];

    private readonly LxcMounts _mounts = new(node.Storage);

    /// <summary>Applies the changes.</summary>
    public async Task ApplyAsync(int vmid, Caller caller, ConfigChanges changes, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.Container, vmid);
        var running = await node.IsRunningAsync(vmid, cancel);
        if (changes.Digest is { } digest && digest != GuestConfigText.Digest(config))
        {
            throw ApiFailure.Run("detected modified configuration - file changed by other user? Try again.");
        }
        LxcLife.Unlocked(config);
        Check(caller, config, changes);
        config = config with
        {
            Pending = config.Pending.RemoveRange(changes.Revert),
            PendingDeletes = config.PendingDeletes.Except(changes.Revert),
        };
        foreach (var key in changes.Delete)
        {
            // What is only pending stays so: it is 'revert' that drops it.
            config = running && (!IsLive(key) || config[key] is null) ? Postpone(config, key) : Delete(vmid, config, key);
        }
        foreach (var (key, value) in changes.Set)
        {
            config = Set(vmid, config, key, value, running);
        }
        config = DropEmptyDescription(config);
        node.Guests.Save(vmid, config);
        if (changes.Set.Keys.Concat(changes.Delete).Any(static key => key.StartsWith("net", StringComparison.Ordinal)))
        {
            await ReplugAsync(vmid, config, running, cancel);
        }
        Refuse(config, changes, running);
    }

    private void Check(Caller caller, GuestConfig config, ConfigChanges changes)
    {
        foreach (var key in changes.Delete)
        {
            if (key is "memory" or "rootfs" or "ostype")
            {
                throw ApiFailure.Run($"unable to delete required option '{key}'");
            }
            if (key == "unprivileged")
            {
                throw ApiFailure.Run("unable to delete read-only option: 'unprivileged'");
            }
        }
        foreach (var (key, value) in changes.Set)
        {
            if (key == "unprivileged")
            {
                throw ApiFailure.Run("unable to modify read-only option: 'unprivileged'");
            }
            LxcRights.Check(caller, key, value, config["unprivileged"] == "1");
            if (LxcMounts.IsMount(key))
            {
                _mounts.Check(key, value);
            }
            if (
                key.StartsWith("dev", StringComparison.Ordinal)
                && LxcFormats.Device.Parse(value).GetValueOrDefault("path") is { } device
                && !File.Exists(device)
            )
            {
                throw ApiFailure.Run($"Device {device} does not exist");
            }
            if (key == "hookscript")
            {
                throw ApiFailure.Run($"script '{value}' does not exist");
            }
        }
    }

    private GuestConfig Set(int vmid, GuestConfig config, string key, string value, bool running)
    {
        if (running && config[key] == value)
        {
            return config.Set(key, value);
        }
        if (running && key.StartsWith("mp", StringComparison.Ordinal))
        {
            throw ApiFailure.Parameter(key, $"unable to hotplug {key}: the lab mounts nothing into running containers\n");
        }
        if (running && MissingBridge(key, value) is not null)
        {
            // The old interface is unplugged before the new one fails.
            return config.Remove(key) with { Pending = config.Pending.SetItem(key, value) };
        }
        if ((running && !IsLive(key)) || MissingBridge(key, value) is not null)
        {
            return config with { Pending = config.Pending.SetItem(key, value), PendingDeletes = config.PendingDeletes.Remove(key) };
        }
        if (key == "rootfs")
        {
            return config.Set(key, value);
        }
        if (!LxcMounts.IsMount(key))
        {
            return config.Set(key, LxcValues.Normal(key, value));
        }
        var stored = _mounts.Allocate(vmid, key, value, static _ => { }, static _ => { });
        if (config[key] is { } old && LxcMounts.VolumeOf(key, old) is { } volume && volume != LxcMounts.VolumeOf(key, stored))
        {
            config = Unuse(config, volume.ToString());
        }
        return config.Set(key, stored);
    }

    private GuestConfig Delete(int vmid, GuestConfig config, string key)
    {
        if (config[key] is { } value)
        {
            if (key.StartsWith("unused", StringComparison.Ordinal))
            {
                _mounts.Free(value);
            }
            else if (LxcMounts.IsMount(key) && LxcMounts.VolumeOf(key, value) is { } volume)
            {
                config = Unuse(config, volume.ToString());
            }
        }
        return config.Remove(key);
    }

    // A volume that is used no more stays, under the first free name.
    private static GuestConfig Unuse(GuestConfig config, string volume)
    {
        var number = Enumerable.Range(0, 256).First(index => config[$"unused{index}"] is null);
        return config.Set($"unused{number}", volume);
    }

    private static GuestConfig Postpone(GuestConfig config, string key) =>
        config[key] is null
            ? config
            : config with
            {
                Pending = config.Pending.Remove(key),
                PendingDeletes = config.PendingDeletes.Add(key),
            };

    private static GuestConfig DropEmptyDescription(GuestConfig config) =>
        config["description"]?.Length == 0 ? config.Remove("description") : config;

    private async Task ReplugAsync(int vmid, GuestConfig config, bool running, CancellationToken cancel)
    {
        if (running)
        {
            await node.Runtime.ReplugAsync(DefinitionBuilder.Build(node, vmid, config), cancel);
        }
        await node.EnforceAsync(cancel);
    }

    // The change stays pending until it is reverted or the guest starts: so it does on the real node.
    private void Refuse(GuestConfig config, ConfigChanges changes, bool running)
    {
        var missing = config
            .Pending.Where(pair => changes.Set.ContainsKey(pair.Key) || changes.Delete.Contains(pair.Key))
            .Select(pair => (pair.Key, Bridge: MissingBridge(pair.Key, pair.Value)))
            .Where(static pair => pair.Bridge is not null)
            .ToImmutableSortedDictionary(static pair => pair.Key, static pair => $"bridge '{pair.Bridge}' does not exist");
        if (missing.IsEmpty)
        {
            return;
        }
        throw running
            ? ApiFailure.Parameters(
                missing.ToImmutableSortedDictionary(static pair => pair.Key, static pair => $"unable to hotplug {pair.Key}: {pair.Value}\n")
            )
            : ApiFailure.Run(missing.Values.First());
    }

    private string? MissingBridge(string key, string value) =>
        key.StartsWith("net", StringComparison.Ordinal)
        && LxcFormats.Network.Parse(value).TryGetValue("bridge", out var bridge)
        && !node.Options.Bridges.Contains(bridge)
            ? bridge
            : null;

    private static bool IsLive(string key) =>
        Live.Contains(key) || key.StartsWith("net", StringComparison.Ordinal) || key.StartsWith("unused", StringComparison.Ordinal);
}
