using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>
/// What variables put into top-level <c>configs</c> and <c>secrets</c>. Compose recreates no container when only that changed, so it is part of the
/// revision; a plain digest of it would let anybody who may look at a container try out secrets, so it is keyed.
/// </summary>
internal static class DeliveredValues
{
    /// <summary>The key's name in the secret store.</summary>
    public const string KeyName = "stack-revision-key";

    /// <summary>A digest of the values; empty when there are no such variables. Without a key, which the first deploy makes, it says just that.</summary>
    public static string Digest(ImmutableSortedSet<string> names, IEnumerable<StackVariable> variables, Secret? key)
    {
        if (names.IsEmpty || key is null)
        {
            return names.IsEmpty ? "" : "without a key";
        }

        var delivered = variables
            .Where(variable => names.Contains(variable.Name))
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            // Neither holds a line end: values are quoted for dotenv.
            .Select(variable => $"{variable.Name}={variable.Value}\n");
        return Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), Encoding.UTF8.GetBytes(string.Concat(delivered)))
        );
    }
}
