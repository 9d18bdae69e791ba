using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>What the user declares in <c>phoenix.yaml</c>, validated and immutable. Everything else follows from it.</summary>
public sealed record Platform
{
    /// <summary>The platform's name, an RFC 1123 label; it names the lab and the ownership tag.</summary>
    public required string Name { get; init; }

    /// <summary>The domain below which every name of the platform lives, e.g. <c>phoenix.internal</c>; no trailing dot.</summary>
    public required string Domain { get; init; }

    /// <summary>Where the platform runs: the lab or a Proxmox VE node.</summary>
    public required Hypervisor Hypervisor { get; init; }

    /// <summary>The one network of the platform.</summary>
    public required Network Network { get; init; }

    /// <summary>All guests, in the file's order.</summary>
    public required ImmutableArray<Guest> Guests { get; init; }

    /// <summary>All stacks, in the file's order.</summary>
    public ImmutableArray<Stack> Stacks { get; init; } = [];

    /// <summary>All routes: those of stacks first, then the top-level ones, in the file's order.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    /// <summary>Traffic that cannot be derived and that the user wants.</summary>
    public ImmutableArray<AllowRule> Allow { get; init; } = [];

    /// <summary>The directory that relative paths of the file are resolved against.</summary>
    public string Directory { get; init; } = "";

    /// <summary>
    /// The texts that it was read from, by their path relative to the directory: <c>phoenix.yaml</c>, and of other files those that
    /// reading it needs. The platform can be read again from them elsewhere.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Sources { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The CA guest.</summary>
    public Guest Authority => Holder(GuestRole.StepCa);

    /// <summary>The only door for external traffic.</summary>
    public Guest Gateway => Holder(GuestRole.Nginx);

    /// <summary>The router behind the gateway.</summary>
    public Guest Router => Holder(GuestRole.Traefik);

    /// <summary>The control plane of the Docker environments.</summary>
    public Guest ControlPlane => Holder(GuestRole.Portainer);

    /// <summary>Application hosts, in the file's order.</summary>
    public ImmutableArray<Guest> DockerHosts => [.. Guests.Where(guest => guest.Role == GuestRole.DockerHost)];

    /// <summary>The fully qualified name of a label of the platform, without a trailing dot.</summary>
    public string NameOf(string label) => $"{label}.{Domain}";

    /// <summary>The guest of that name.</summary>
    /// <exception cref="KeyNotFoundException">No guest has that name.</exception>
    public Guest GuestNamed(string name) =>
        Guests.FirstOrDefault(guest => guest.Name == name) ?? throw new KeyNotFoundException($"no guest is called {name}");

    private Guest Holder(GuestRole role) => Guests.First(guest => guest.Role == role);
}
