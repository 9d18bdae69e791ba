using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Cluster;

/// <summary>A row of the cluster's inventory. Its numbers are up to ten seconds old, and those of a dead node stay as they last were.</summary>
public sealed record ClusterResource
{
    /// <summary>What it is, e.g. <c>lxc/101</c>, <c>node/pve</c>, <c>storage/pve/local</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>lxc</c>, <c>qemu</c>, <c>node</c>, <c>storage</c>, <c>pool</c>, <c>sdn</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The node it is on; null for a pool.</summary>
    public string? Node { get; init; }

    /// <summary>The guest's id; null when it is none.</summary>
    public int? Vmid { get; init; }

    /// <summary>The guest's kind; null when it is none.</summary>
    public GuestKind? Kind =>
        Type switch
        {
            "lxc" => GuestKind.Container,
            "qemu" => GuestKind.VirtualMachine,
            _ => null,
        };

    /// <summary>The guest's name.</summary>
    public string? Name { get; init; }

    /// <summary><c>running</c>, <c>stopped</c>, <c>online</c>, <c>available</c>, <c>unknown</c>, ...</summary>
    public string? Status { get; init; }

    /// <summary>The guest's tags.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The guest's or the pool's pool.</summary>
    public string? Pool { get; init; }

    /// <summary>A template.</summary>
    public bool Template { get; init; }

    /// <summary>Why the guest is locked, or null.</summary>
    public string? Lock { get; init; }

    internal static ClusterResource From(Answer row) =>
        new()
        {
            Id = row.RequireText("id"),
            Type = row.RequireText("type"),
            Node = row["node"].Text,
            Vmid = (int?)row["vmid"].Number,
            Name = row["name"].Text,
            Status = row["status"].Text,
            Tags = row["tags"].Words,
            Pool = row["pool"].Text,
            Template = row["template"].IsSet,
            Lock = row["lock"].Text,
        };
}
