using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A level of the firewall. Cluster rules and policies are about the nodes; guests get only names and the master switch from there.</summary>
public abstract record FirewallScope
{
    private FirewallScope() { }

    /// <summary>All nodes: <c>cluster.fw</c>.</summary>
    public static FirewallScope Cluster { get; } = new ClusterLevel();

    internal abstract BuiltPath Path { get; }

    /// <summary>One node: <c>host.fw</c>. It has rules and options, no names.</summary>
    public static FirewallScope Node(string node) => new NodeLevel(node);

    /// <summary>One guest. The node does not check that it exists.</summary>
    public static FirewallScope Guest(string node, GuestKind kind, int vmid) => new GuestLevel(node, kind, vmid);

    private sealed record ClusterLevel : FirewallScope
    {
        internal override BuiltPath Path => new("/cluster/firewall");
    }

    private sealed record NodeLevel(string Name) : FirewallScope
    {
        internal override BuiltPath Path => new(ApiPath.Of($"/nodes/{Name}/firewall"));
    }

    private sealed record GuestLevel(string NodeName, GuestKind Kind, int Vmid) : FirewallScope
    {
        internal override BuiltPath Path => new(ApiPath.Of($"{Kind.Path(NodeName, Vmid)}/firewall"));
    }
}
