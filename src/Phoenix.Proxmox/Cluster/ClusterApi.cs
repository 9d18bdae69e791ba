using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Cluster;

/// <summary>What holds for all nodes together. A single node answers these calls, too.</summary>
public sealed class ClusterApi
{
    private readonly ApiTransport transport;

    internal ClusterApi(ApiTransport transport) => this.transport = transport;

    /// <summary>Everything there is, in one call.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<ClusterResource>> ResourcesAsync(CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/cluster/resources"), cancel)).Select(ClusterResource.From);

    /// <summary>Every guest, in one call.</summary>
    public async Task<ImmutableArray<ClusterResource>> GuestsAsync(CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/cluster/resources") with { Fields = new FormFields { { "type", "vm" } } };
        return (await transport.DataAsync(request, cancel)).Select(ClusterResource.From);
    }

    /// <summary>An id that is free now. It is not reserved: the next create by anybody may take it.</summary>
    public async Task<int> NextIdAsync(CancellationToken cancel)
    {
        var answer = await transport.SendAsync(ApiRequest.Get($"/cluster/nextid"), cancel);
        return answer.RequireInt("data");
    }

    /// <summary>Whether an id is free now, in the whole cluster.</summary>
    public async Task<bool> IsFreeAsync(int vmid, CancellationToken cancel)
    {
        try
        {
            await transport.SendAsync(ApiRequest.Get($"/cluster/nextid") with { Fields = new FormFields { { "vmid", vmid } } }, cancel);
            return true;
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.AlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Whether the nodes agree. Ask before anything is destroyed.</summary>
    public async Task<ClusterStatus> StatusAsync(CancellationToken cancel) =>
        ClusterStatus.From(await transport.DataAsync(ApiRequest.Get($"/cluster/status"), cancel));

    /// <summary>Options of the datacenter.</summary>
    public async Task<DatacenterOptions> OptionsAsync(CancellationToken cancel) =>
        DatacenterOptions.From(await transport.DataAsync(ApiRequest.Get($"/cluster/options"), cancel));

    /// <summary>Sets the tags that only administrators may give; replaces those that were there.</summary>
    public Task RegisterTagsAsync(IReadOnlyCollection<string> tags, CancellationToken cancel)
    {
        var fields = new FormFields();
        fields.AddJoined("registered-tags", tags, ';');
        fields.Add("delete", tags.Count == 0 ? "registered-tags" : null);
        return transport.SendAsync(ApiRequest.Put($"/cluster/options") with { Fields = fields }, cancel);
    }
}
