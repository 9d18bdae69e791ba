using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Topology;

/// <summary>A leaf certificate that a guest needs: its key is made in the guest, and it is served where <see cref="Port"/> says.</summary>
public sealed record LeafRequest
{
    /// <summary>The guest that holds the key; also the name of the files, <c>/etc/phoenix/tls/GUEST.crt</c> and <c>.key</c>.</summary>
    public required string Guest { get; init; }

    /// <summary>The common name: the guest's own full name, at most 64 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>All DNS names, the subject first; each once.</summary>
    public required ImmutableArray<string> DnsNames { get; init; }

    /// <summary>IP addresses, all in the platform's subnet.</summary>
    public ImmutableArray<IPAddress> Addresses { get; init; } = [];

    /// <summary>The port of the guest that serves it, where the served serial is compared with the issued one.</summary>
    public required int Port { get; init; }
}

/// <summary>The leaf certificates that follow from a platform. The CA is not among them: it issues its own.</summary>
public static class Leaves
{
    /// <summary>The gateway's, the router's and the control plane's.</summary>
    public static ImmutableArray<LeafRequest> For(Platform platform)
    {
        var routed = platform.Routes.Select(route => platform.NameOf(route.Host)).ToImmutableArray();
        return
        [
            // The gateway refuses a handshake without a name it knows, so an address in its certificate would prove nothing.
            Leaf(platform, platform.Gateway, PlatformPorts.Https, routed) with
            {
                Addresses = [],
            },
            Leaf(platform, platform.Router, PlatformPorts.Https, routed),
            Leaf(platform, platform.ControlPlane, PlatformPorts.ControlPlane, []),
        ];
    }

    private static LeafRequest Leaf(Platform platform, Guest guest, int port, ImmutableArray<string> names)
    {
        var own = platform.NameOf(guest.Name);
        return new LeafRequest
        {
            Guest = guest.Name,
            Subject = own,
            DnsNames = [.. names.Prepend(own).Distinct()],
            Addresses = [guest.Address],
            Port = port,
        };
    }
}
