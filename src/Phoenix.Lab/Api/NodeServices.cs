using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Firewall;
using Phoenix.Lab.Api.Pools;
using Phoenix.Lab.Api.Storage;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Api;

/// <summary>What the node's methods work with.</summary>
internal sealed record NodeServices(
    NodeApiOptions Options,
    GuestStore Guests,
    GuestOrigins Origins,
    StorageSet Storage,
    PoolStore Pools,
    FirewallStore Firewall,
    TaskRunner Tasks,
    IGuestRuntime Runtime,
    INodeFiles Files,
    TimeProvider Time
)
{
    /// <summary>Every guest as it is in force, in order of id.</summary>
    public ImmutableArray<GuestDefinition> Definitions() =>
        [
            .. Guests
                .All.Where(static pair => pair.Value["lock"] != "create")
                .Select(pair => DefinitionBuilder.Build(this, pair.Key, pair.Value)),
        ];

    /// <summary>Puts the firewall into force for the guests as they are now.</summary>
    public Task EnforceAsync(CancellationToken cancel) => Firewall.EnforceAsync(Definitions, cancel);

    /// <summary>Whether a guest runs.</summary>
    public async Task<bool> IsRunningAsync(int vmid, CancellationToken cancel) => await Runtime.ProcessAsync(vmid, cancel) is not null;
}
