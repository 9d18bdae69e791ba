using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Cluster;

/// <summary>Whether the nodes agree. Up to eight seconds old.</summary>
/// <param name="Name">The cluster's name; null for a single node, which is always quorate.</param>
/// <param name="IsQuorate">Enough nodes are online for changes.</param>
/// <param name="Nodes">The nodes of the configuration, online or not.</param>
public sealed record ClusterStatus(string? Name, bool IsQuorate, ImmutableArray<ClusterNode> Nodes)
{
    internal static ClusterStatus From(Answer rows)
    {
        var cluster = rows.Rows.FirstOrDefault(row => row["type"].Text == "cluster");
        return new ClusterStatus(
            cluster["name"].Text,
            !cluster.Exists || cluster["quorate"].IsSet,
            [.. rows.Rows.Where(row => row["type"].Text == "node").Select(ClusterNode.From)]
        );
    }
}

/// <summary>A node as the cluster sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address in the cluster; null when it is not known.</param>
/// <param name="IsOnline">It is there.</param>
/// <param name="IsLocal">It is the one that was asked.</param>
public sealed record ClusterNode(string Name, string? Address, bool IsOnline, bool IsLocal)
{
    internal static ClusterNode From(Answer row) => new(row.RequireText("name"), row["ip"].Text, row["online"].IsSet, row["local"].IsSet);
}
