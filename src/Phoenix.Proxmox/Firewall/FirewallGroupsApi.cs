using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Firewall;

/// <summary>Security groups; their rules are a <see cref="FirewallRuleList.OfGroup"/>.</summary>
public sealed class FirewallGroupsApi
{
    private readonly ApiTransport transport;

    internal FirewallGroupsApi(ApiTransport transport) => this.transport = transport;

    /// <summary>The groups.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<FirewallGroup>> ListAsync(CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/cluster/firewall/groups"), cancel)).Select(FirewallGroup.From);

    /// <summary>Makes an empty group.</summary>
    public Task CreateAsync(FirewallGroup group, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Post($"/cluster/firewall/groups") with
            {
                Fields = new FormFields { { "group", group.Name }, { "comment", group.Comment } },
            },
            cancel
        );

    /// <summary>Removes a group that has no rules.</summary>
    public Task DeleteAsync(string name, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"/cluster/firewall/groups/{name}"), cancel);
}
