using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Firewall;

/// <summary>Names for addresses, of the cluster or of a guest.</summary>
public sealed class FirewallAliasesApi
{
    private readonly ApiTransport transport;

    internal FirewallAliasesApi(ApiTransport transport) => this.transport = transport;

    /// <summary>The names of a level.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<FirewallAlias>> ListAsync(FirewallScope scope, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"{scope.Path}/aliases"), cancel)).Select(FirewallAlias.From);

    /// <summary>Adds a name.</summary>
    public Task CreateAsync(FirewallScope scope, FirewallAlias alias, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Post($"{scope.Path}/aliases") with
            {
                Fields = new FormFields
                {
                    { "name", alias.Name },
                    { "cidr", alias.Cidr },
                    { "comment", alias.Comment },
                },
            },
            cancel
        );

    /// <summary>Sets what a name stands for.</summary>
    public Task UpdateAsync(FirewallScope scope, FirewallAlias alias, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Put($"{scope.Path}/aliases/{alias.Name}") with
            {
                Fields = new FormFields { { "cidr", alias.Cidr }, { "comment", alias.Comment } },
            },
            cancel
        );

    /// <summary>Takes a name away, though rules may use it; they are not heeded then.</summary>
    public Task DeleteAsync(FirewallScope scope, string name, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"{scope.Path}/aliases/{name}"), cancel);
}
