using Phoenix.Lab.Api.Firewall;

namespace Phoenix.Lab.Api.Config;

/// <summary>Everything the node remembers of a guest that is gone.</summary>
internal static class GuestRemoval
{
    /// <summary>Forgets configuration, base image, pool and firewall file.</summary>
    public static async Task ForgetAsync(NodeServices node, int vmid, CancellationToken cancel)
    {
        node.Guests.Remove(vmid);
        node.Origins.Remove(vmid);
        node.Pools.Forget(vmid);
        node.Firewall.Save(new FirewallLevel.Guest(vmid), "");
        await node.EnforceAsync(cancel);
    }
}
