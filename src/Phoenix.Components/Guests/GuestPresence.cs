using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Whether there is a running guest to look into. What is inside of one that is not there is not there either.</summary>
public static class GuestPresence
{
    /// <summary>True when the guest runs.</summary>
    public static async Task<bool> IsRunningAsync(ProxmoxClient api, Platform platform, Guest guest, CancellationToken cancel)
    {
        var node = platform.Hypervisor.Node;
        try
        {
            var status =
                guest.Kind == GuestKind.Container
                    ? await api.Lxc.StatusAsync(node, guest.Id, cancel)
                    : await api.Qemu.StatusAsync(node, guest.Id, cancel);
            return status.IsRunning;
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return false;
        }
    }
}
