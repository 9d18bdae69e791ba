using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>
/// The stored firewall of a node at its three levels, each as the text of a Proxmox <c>.fw</c> file
/// (<c>[OPTIONS] [ALIASES] [IPSET x] [RULES] [group x]</c>). A level without a file is the empty text.
/// </summary>
/// <param name="Cluster">The text of <c>cluster.fw</c>.</param>
/// <param name="Host">The text of the node's <c>host.fw</c>.</param>
/// <param name="Guests">The text of <c>&lt;vmid&gt;.fw</c> by guest id; it may hold ids without a guest, as on the real node.</param>
public sealed record FirewallFiles(string Cluster, string Host, ImmutableSortedDictionary<int, string> Guests)
{
    /// <summary>The firewall of an untouched node: everything open.</summary>
    public static FirewallFiles Empty { get; } = new("", "", ImmutableSortedDictionary<int, string>.Empty);
}
