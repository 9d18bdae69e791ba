using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

/// <summary>A few resources that look like those of the seed platform.</summary>
internal static class SeedThings
{
    public static ImmutableArray<IResource> Make() =>
        [
            new Thing("lab", "home", "bridge vmbr0 10.0.0.0/24, node pve, published on 127.0.0.1:8443"),
            new Thing("ca", "root", "EC P-256, 10 years, only for phoenix.internal and 10.0.0.0/24"),
            new Thing("guest", "step-ca", "LXC 103   10.0.0.10     step-ca 0.30.2 (bundle)", Lab) { Seen = "CA healthy, root 5f3a…c1" },
            new Thing("guest", "nginx", "LXC 101   10.0.0.153    nginx 1.26.3 (Debian)", Lab, new ResourceId("guest", "step-ca")),
            new Thing("route", "hello", "https://hello.phoenix.internal", new ResourceId("guest", "nginx")) { Seen = "200 in 11 ms" },
        ];

    private static ResourceId Lab => new("lab", "home");
}
