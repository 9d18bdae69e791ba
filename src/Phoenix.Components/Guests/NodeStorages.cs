using System.Collections.Immutable;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Storage;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Which storages of a node take what.</summary>
public static class NodeStorages
{
    // Those that an installation of Proxmox makes, thin ones first: a clone or a snapshot is cheap there.
    private static readonly ImmutableArray<string> Preferred = ["local-lvm", "local-zfs", "local-btrfs", "local"];

    /// <summary>The storages for a kind of content, the one to use first.</summary>
    /// <param name="api">The node's API.</param>
    /// <param name="node">The node.</param>
    /// <param name="content"><c>rootdir</c>, <c>images</c>, <c>vztmpl</c> or <c>import</c>.</param>
    /// <param name="declared">The one that the platform's file names; null: whichever takes it.</param>
    /// <param name="cancel">Cancels the request.</param>
    /// <exception cref="PhoenixException">PHX3002: no active storage takes it, or not the declared one.</exception>
    public static async Task<ImmutableArray<string>> TakingAsync(
        ProxmoxClient api,
        string node,
        string content,
        string? declared,
        CancellationToken cancel
    ) => Taking([.. await api.Storage.ListAsync(node, cancel)], node, content, declared);

    /// <summary>As <see cref="TakingAsync"/>, of these storages; pure.</summary>
    public static ImmutableArray<string> Taking(ImmutableArray<StorageStatus> all, string node, string content, string? declared)
    {
        var able = all.Where(storage => storage.IsActive && storage.Content.Contains(content)).Select(storage => storage.Id).ToList();
        if (declared is not null)
        {
            return able.Contains(declared)
                ? [declared]
                : throw new PhoenixException(GuestErrors.NoStorage, $"{declared} of {node} {WhyNot(all, declared, content)}")
                {
                    Remote = able.Count == 0 ? null : $"{content} is taken by {string.Join(", ", able.Order(StringComparer.Ordinal))}",
                };
        }

        return able.Count == 0
            ? throw new PhoenixException(GuestErrors.NoStorage, $"no active storage of {node} takes {content}")
            : [.. able.OrderBy(RankOf).ThenBy(id => id, StringComparer.Ordinal)];
    }

    private static int RankOf(string id) => Preferred.IndexOf(id) is >= 0 and var rank ? rank : Preferred.Length;

    private static string WhyNot(IEnumerable<StorageStatus> all, string declared, string content) =>
        all.FirstOrDefault(storage => storage.Id == declared) switch
        {
            null => "is not there",
            { IsActive: false } => "is not active",
            _ => $"does not take {content}",
        };
}
