using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology;

/// <summary>An address record: a fully qualified name in lower case without a trailing dot, and the address it leads to.</summary>
public sealed record DnsRecord(string Name, IPAddress Address);

/// <summary>
/// The DNS records that follow from a platform: routed hosts lead to the gateway, guests and the host to themselves. Each name once:
/// a route of a guest's own name (<c>portainer</c> to <c>portainer</c>) leads to the gateway, which is how people are to come in.
/// </summary>
public static class DnsRecords
{
    /// <summary>The host first, then guests, then routes, in the file's order.</summary>
    public static ImmutableArray<DnsRecord> For(Platform platform)
    {
        var routed = platform.Routes.Select(route => route.Host).ToHashSet();
        return
        [
            new DnsRecord(platform.NameOf(platform.Hypervisor.Node.ToLowerInvariant()), platform.Network.Host),
            .. platform
                .Guests.Where(guest => !routed.Contains(guest.Name))
                .Select(guest => new DnsRecord(platform.NameOf(guest.Name), guest.Address)),
            .. platform.Routes.Select(route => new DnsRecord(platform.NameOf(route.Host), platform.Gateway.Address)),
        ];
    }
}
