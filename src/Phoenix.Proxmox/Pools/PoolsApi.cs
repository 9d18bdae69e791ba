using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Pools;

/// <summary>Pools: guests under one name, for people and for permissions.</summary>
public sealed class PoolsApi
{
    private readonly ApiTransport transport;

    internal PoolsApi(ApiTransport transport) => this.transport = transport;

    /// <summary>All pools, without their members.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<Pool>> ListAsync(CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/pools"), cancel)).Select(Pool.From);

    /// <summary>A pool with its members.</summary>
    public async Task<Pool> GetAsync(string id, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/pools") with { Fields = new FormFields { { "poolid", id } } };
        var rows = (await transport.DataAsync(request, cancel)).Select(Pool.From);
        return rows is [var pool, ..] ? pool : throw new PhoenixException(ProxmoxErrors.NotFound, $"there is no pool {id}");
    }

    /// <summary>Makes an empty pool.</summary>
    public Task CreateAsync(string id, string? comment, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Post($"/pools") with
            {
                Fields = new FormFields { { "poolid", id }, { "comment", comment } },
            },
            cancel
        );

    /// <summary>Sets the notes of a pool.</summary>
    public Task DescribeAsync(string id, string comment, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Put($"/pools") with
            {
                Fields = new FormFields { { "poolid", id }, { "comment", comment } },
            },
            cancel
        );

    /// <summary>Puts guests into a pool. A guest that is in another pool is refused.</summary>
    public Task AddGuestsAsync(string id, IReadOnlyCollection<int> guests, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Put($"/pools") with { Fields = Guests(id, guests) }, cancel);

    /// <summary>Takes guests out of a pool.</summary>
    public Task RemoveGuestsAsync(string id, IReadOnlyCollection<int> guests, CancellationToken cancel)
    {
        var fields = Guests(id, guests);
        fields.Add("delete", true);
        return transport.SendAsync(ApiRequest.Put($"/pools") with { Fields = fields }, cancel);
    }

    /// <summary>Removes an empty pool.</summary>
    public Task DeleteAsync(string id, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"/pools") with { Fields = new FormFields { { "poolid", id } } }, cancel);

    private static FormFields Guests(string id, IReadOnlyCollection<int> guests)
    {
        var fields = new FormFields { { "poolid", id } };
        fields.AddJoined("vms", [.. guests.Select(guest => guest.ToString(CultureInfo.InvariantCulture))]);
        return fields;
    }
}
