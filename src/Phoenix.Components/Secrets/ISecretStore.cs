using Phoenix.Topology;

namespace Phoenix.Components.Secrets;

/// <summary>Secrets of one platform, on the machine Phoenix runs on: root only, 0600, in a directory 0700. Names are lower-case with <c>-</c>, e.g. <c>ca-root-key</c>, or a secret's own name from the file (<c>HELLO_TOKEN</c>).</summary>
public interface ISecretStore
{
    /// <summary>The secret, or null when there is none of that name.</summary>
    Task<Secret?> FindAsync(string name, CancellationToken cancel);

    /// <summary>Stores or replaces a secret, atomically.</summary>
    Task StoreAsync(string name, Secret value, CancellationToken cancel);

    /// <summary>Stores a secret unless there is one of that name: the first one stays, whoever else makes one at the same time.</summary>
    /// <returns>What is stored from then on.</returns>
    Task<Secret> FindOrStoreAsync(string name, Secret made, CancellationToken cancel);

    /// <summary>Forgets a secret. Absent already is success.</summary>
    Task ForgetAsync(string name, CancellationToken cancel);

    /// <summary>Names of all secrets.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel);
}
