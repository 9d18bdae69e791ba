using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Firewall;

/// <summary>The firewall at its three levels. Every call is synchronous; the node's daemon puts the files in force within about ten seconds.</summary>
public sealed class FirewallApi
{
    private readonly ApiTransport transport;

    internal FirewallApi(ApiTransport transport)
    {
        this.transport = transport;
        Rules = new FirewallRulesApi(transport);
        Aliases = new FirewallAliasesApi(transport);
        IpSets = new FirewallIpSetsApi(transport);
        Groups = new FirewallGroupsApi(transport);
    }

    /// <summary>Rules.</summary>
    public FirewallRulesApi Rules { get; }

    /// <summary>Names for addresses.</summary>
    public FirewallAliasesApi Aliases { get; }

    /// <summary>Sets of addresses.</summary>
    public FirewallIpSetsApi IpSets { get; }

    /// <summary>Security groups.</summary>
    public FirewallGroupsApi Groups { get; }

    /// <summary>The cluster's switches.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ClusterFirewallOptions> ClusterOptionsAsync(CancellationToken cancel) =>
        ClusterFirewallOptions.From(await transport.DataAsync(ApiRequest.Get($"/cluster/firewall/options"), cancel));

    /// <summary>Sets the cluster's switches. Write the ipset <c>management</c> before the first <c>Enabled</c>, or the API may be closed to everybody.</summary>
    public Task SetClusterOptionsAsync(ClusterFirewallOptions options, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"/cluster/firewall/options") with { Fields = options.ToFields() }, cancel);

    /// <summary>A node's switches.</summary>
    public async Task<NodeFirewallOptions> NodeOptionsAsync(string node, CancellationToken cancel) =>
        NodeFirewallOptions.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/firewall/options"), cancel));

    /// <summary>Sets a node's switches.</summary>
    public Task SetNodeOptionsAsync(string node, NodeFirewallOptions options, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"/nodes/{node}/firewall/options") with { Fields = options.ToFields() }, cancel);

    /// <summary>A guest's switches.</summary>
    public async Task<GuestFirewallOptions> GuestOptionsAsync(string node, GuestKind kind, int vmid, CancellationToken cancel) =>
        GuestFirewallOptions.From(await transport.DataAsync(ApiRequest.Get($"{kind.Path(node, vmid)}/firewall/options"), cancel));

    /// <summary>Sets a guest's switches.</summary>
    public Task SetGuestOptionsAsync(string node, GuestKind kind, int vmid, GuestFirewallOptions options, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"{kind.Path(node, vmid)}/firewall/options") with { Fields = options.ToFields() }, cancel);
}
