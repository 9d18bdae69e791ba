using System.Collections.Concurrent;
using Phoenix.Components.Secrets;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>Secrets in memory.</summary>
internal sealed class MemorySecretStore : ISecretStore
{
    private readonly ConcurrentDictionary<string, Secret> secrets = new();

    public Task<Secret?> FindAsync(string name, CancellationToken cancel) => Task.FromResult(secrets.GetValueOrDefault(name));

    public Task StoreAsync(string name, Secret value, CancellationToken cancel)
    {
        secrets[name] = value;
        return Task.CompletedTask;
    }

    public Task<Secret> FindOrStoreAsync(string name, Secret made, CancellationToken cancel) =>
        Task.FromResult(secrets.GetOrAdd(name, made));

    public Task ForgetAsync(string name, CancellationToken cancel)
    {
        secrets.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([.. secrets.Keys.Order()]);
}
