using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Where new root disks go.</summary>
public static class RootStorage
{
    // Those that an installation of Proxmox makes, thin ones first: a clone or a snapshot is cheap there.
    private static readonly string[] Preferred = ["local-lvm", "local-zfs", "local-btrfs", "local"];

    /// <summary>The storage for a kind of content (<c>rootdir</c> for containers, <c>images</c> for virtual machines).</summary>
    /// <exception cref="PhoenixException">No active storage takes it.</exception>
    public static async Task<string> ChooseAsync(ProxmoxClient api, string node, string content, CancellationToken cancel)
    {
        var able = (await api.Storage.ListAsync(node, cancel))
            .Where(storage => storage.IsActive && storage.Content.Contains(content))
            .Select(storage => storage.Id)
            .ToList();
        return Preferred.FirstOrDefault(able.Contains)
            ?? able.Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new PhoenixException(GuestErrors.NoStorage, $"no active storage of {node} takes {content}");
    }
}
