using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Firewall;

/// <summary>Sets of addresses, of the cluster or of a guest.</summary>
public sealed class FirewallIpSetsApi
{
    private readonly ApiTransport transport;

    internal FirewallIpSetsApi(ApiTransport transport) => this.transport = transport;

    /// <summary>The sets of a level.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<FirewallIpSet>> ListAsync(FirewallScope scope, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"{scope.Path}/ipset"), cancel)).Select(FirewallIpSet.From);

    /// <summary>Makes an empty set.</summary>
    public Task CreateAsync(FirewallScope scope, FirewallIpSet set, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Post($"{scope.Path}/ipset") with
            {
                Fields = new FormFields { { "name", set.Name }, { "comment", set.Comment } },
            },
            cancel
        );

    /// <summary>Removes a set with its entries.</summary>
    public Task DeleteAsync(FirewallScope scope, string name, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"{scope.Path}/ipset/{name}") with { Fields = new FormFields { { "force", true } } }, cancel);

    /// <summary>The entries of a set.</summary>
    public async Task<ImmutableArray<FirewallIpSetEntry>> EntriesAsync(FirewallScope scope, string name, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"{scope.Path}/ipset/{name}"), cancel)).Select(FirewallIpSetEntry.From);

    /// <summary>Adds an entry.</summary>
    public Task AddAsync(FirewallScope scope, string name, FirewallIpSetEntry entry, CancellationToken cancel)
    {
        var fields = new FormFields { { "cidr", entry.Cidr }, { "comment", entry.Comment } };
        fields.AddWhen("nomatch", entry.Except);
        return transport.SendAsync(ApiRequest.Post($"{scope.Path}/ipset/{name}") with { Fields = fields }, cancel);
    }

    /// <summary>Takes an entry away; one that is not there is a success, as the node has it.</summary>
    public Task RemoveAsync(FirewallScope scope, string name, string cidr, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"{scope.Path}/ipset/{name}/{cidr}"), cancel);
}
