using Phoenix.Components.Secrets;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

internal sealed class MemorySecretStore : ISecretStore
{
    private readonly Dictionary<string, Secret> _secrets = [];

    public Task<Secret?> FindAsync(string name, CancellationToken cancel) => Task.FromResult(_secrets.GetValueOrDefault(name));

    public Task StoreAsync(string name, Secret value, CancellationToken cancel)
    {
        _secrets[name] = value;
        return Task.CompletedTask;
    }

    public Task<Secret> FindOrStoreAsync(string name, Secret made, CancellationToken cancel) =>
        Task.FromResult(_secrets.TryAdd(name, made) ? made : _secrets[name]);

    public Task ForgetAsync(string name, CancellationToken cancel)
    {
        _secrets.Remove(name);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([.. _secrets.Keys.Order()]);
}
