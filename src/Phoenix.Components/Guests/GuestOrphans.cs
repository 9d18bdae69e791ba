using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Cluster;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Finds guests that the platform made and no longer declares: taken out of the file, or declared with another id or kind. Clones of them are not its.</summary>
public sealed class GuestOrphans(Platform platform, ProxmoxClient api, IHostShell host) : IOrphanFinder
{
    /// <inheritdoc />
    public string Kind => "guest";

    /// <inheritdoc />
    public async Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel)
    {
        var found = Among(platform, await api.Cluster.GuestsAsync(cancel));
        return [.. found.Select(guest => new OrphanedGuest(platform, guest, NameFor(guest, found), api, host))];
    }

    /// <summary>Pure: the orphans among a node's guests. Phoenix makes no templates, so one that carries the tag is somebody's copy.</summary>
    public static ImmutableArray<ClusterResource> Among(Platform platform, ImmutableArray<ClusterResource> guests) =>
        [
            .. guests.Where(guest =>
                guest is { Vmid: not null, Kind: not null, Template: false }
                && guest.Node == platform.Hypervisor.Node
                && GuestTags.AreOf(platform, guest.Vmid.Value, guest.Tags)
                && !platform.Guests.Any(declared => declared.Id == guest.Vmid && declared.Kind == guest.Kind)
            ),
        ];

    // Its own name where that is nobody else's, so that a stack that was left on it finds it; else the id tells them apart.
    private string NameFor(ClusterResource guest, ImmutableArray<ClusterResource> found) =>
        guest.Name is { } name && platform.Guests.All(declared => declared.Name != name) && found.Count(other => other.Name == name) == 1
            ? name
            : $"{guest.Name}@{guest.Vmid}";
}
