using System.Buffers.Text;
using System.Security.Cryptography;
using Phoenix.Topology;

namespace Phoenix.Components.Secrets;

/// <summary>Secrets that nobody chose.</summary>
public static class RandomSecret
{
    /// <summary>32 random bytes as 43 letters, digits, <c>-</c> and <c>_</c>: safe in a file, an environment variable and a URL.</summary>
    public static Secret Text() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The stored secret; a new random one is stored first when there is none. Who asks at the same time gets the same.</summary>
    public static async Task<Secret> FindOrMakeAsync(ISecretStore store, string name, CancellationToken cancel) =>
        await store.FindAsync(name, cancel) ?? await store.FindOrStoreAsync(name, Text(), cancel);
}
