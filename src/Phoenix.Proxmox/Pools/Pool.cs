using System.Collections.Immutable;
using Phoenix.Proxmox.Cluster;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Pools;

/// <summary>A named set of guests and storages.</summary>
/// <param name="Id">Its name; a <c>/</c> makes it part of another.</param>
/// <param name="Comment">Notes, or null.</param>
/// <param name="Members">What is in it; empty in a list of pools.</param>
public sealed record Pool(string Id, string? Comment, ImmutableArray<ClusterResource> Members)
{
    internal static Pool From(Answer row) =>
        new(row.RequireText("poolid"), row["comment"].Text, row["members"].Select(ClusterResource.From));
}
