using Phoenix.Lab.Api.Firewall;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Config;

/// <summary>Takes a guest away with everything the node remembers of it.</summary>
internal static class GuestRemoval
{
    /// <summary>The lock of a guest that is being destroyed, or was when the daemon died: its files may be gone, so it can only be destroyed to the end.</summary>
    public const string Destroyed = "destroyed";

    /// <summary>Destroys a stopped guest with its volumes.</summary>
    public static async Task DestroyAsync(NodeServices node, int vmid, CancellationToken cancel)
    {
        if (node.Guests.Find(vmid) is { } config)
        {
            node.Guests.Save(vmid, config.Set("lock", Destroyed));
            await node.Runtime.DestroyAsync(vmid, cancel);
            Free(node, vmid, config);
        }

        await ForgetAsync(node, vmid, cancel);
    }

    /// <summary>Forgets configuration, base image, pool and firewall file.</summary>
    public static async Task ForgetAsync(NodeServices node, int vmid, CancellationToken cancel)
    {
        node.Guests.Remove(vmid);
        node.Origins.Remove(vmid);
        node.Pools.Forget(vmid);
        await node.Firewall.ChangeAsync(new FirewallLevel.Guest(vmid), static _ => "", node.Definitions, cancel);
    }

    private static void Free(NodeServices node, int vmid, GuestConfig config)
    {
        if (config.Kind == GuestKind.Container)
        {
            var mounts = new LxcMounts(node.Storage);
            foreach (var volume in LxcMounts.Volumes(config))
            {
                mounts.Free(volume);
            }
        }
        else
        {
            var drives = new QemuDrives(node.Storage);
            foreach (var volume in QemuDrives.Volumes(config, vmid))
            {
                drives.Free(volume.ToString());
            }
        }
    }
}
