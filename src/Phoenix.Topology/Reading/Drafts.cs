using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology.Compose;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading;

/// <summary>The file as far as it could be read: what is wrong or missing is null, so that everything else can still be checked.</summary>
internal sealed record PlatformDraft
{
    public required SourceSpan Start { get; init; }

    public Located<string>? Name { get; init; }

    public Located<string>? Domain { get; init; }

    public required HypervisorDraft Hypervisor { get; init; }

    public NetworkDraft? Network { get; init; }

    /// <summary>Where guests are declared; null when they are not.</summary>
    public SourceSpan? GuestsKey { get; init; }

    public ImmutableArray<GuestDraft> Guests { get; init; } = [];

    public ImmutableArray<StackDraft> Stacks { get; init; } = [];

    /// <summary>All routes: those of stacks first, then the top-level ones.</summary>
    public ImmutableArray<RouteDraft> Routes { get; init; } = [];

    public ImmutableArray<AllowDraft> Allow { get; init; } = [];

    /// <summary>The guest of that name, or null.</summary>
    public GuestDraft? GuestNamed(string name) => Guests.FirstOrDefault(guest => guest.Name.Value == name);
}

/// <summary>A draft of <c>hypervisor</c>. <paramref name="Owner"/> is its key.</summary>
internal sealed record HypervisorDraft(
    SourceSpan Owner,
    Located<string>? Endpoint,
    Located<string>? Node,
    Located<string>? TokenSecret,
    Located<string>? Fingerprint,
    Located<string>? Ssh,
    Located<string>? Disks,
    Located<string>? Images
)
{
    /// <summary>Whether a token is written at all, right or wrong.</summary>
    public SourceSpan? Token { get; init; }

    /// <summary>Whether the endpoint is known to be the lab's.</summary>
    public bool IsLab { get; init; }
}

/// <summary>A draft of <c>network</c>.</summary>
internal sealed record NetworkDraft(
    Located<string>? Bridge,
    Located<WrittenNetwork>? Subnet,
    Located<IPAddress>? Host,
    Located<IPAddress>? Gateway,
    ImmutableArray<IPAddress> Forwarders
);

/// <summary>A draft of a guest.</summary>
internal sealed record GuestDraft(
    Located<string> Name,
    Located<int>? Id,
    Located<GuestKind>? Kind,
    Located<IPAddress>? Address,
    Located<GuestRole>? Role,
    Located<int>? Cores,
    Located<ByteSize>? Memory,
    Located<ByteSize>? Disk
);

/// <summary>A draft of a stack, with its compose file.</summary>
internal sealed record StackDraft(
    Located<string> Name,
    Located<string>? On,
    Located<string>? ComposePath,
    ImmutableArray<Named<string>> Environment,
    ImmutableArray<Located<string>> Secrets
)
{
    /// <summary>The compose file; null when it could not be read.</summary>
    public SourceText? Compose { get; init; }

    /// <summary>Its services; empty when it could not be used.</summary>
    public ImmutableArray<LocatedService> Services { get; init; } = [];
}

/// <summary>A draft of a route. <paramref name="Stack"/> is null for a top-level route, whose <paramref name="To"/> is then the user's.</summary>
internal sealed record RouteDraft(
    StackDraft? Stack,
    Located<string>? Host,
    Located<string>? To,
    Located<string>? Service,
    Located<int>? Port,
    Located<bool>? Tls,
    Located<string>? HealthPath
);

/// <summary>A draft of an allow rule.</summary>
internal sealed record AllowDraft(
    SourceSpan Owner,
    Located<WrittenNetwork>? From,
    Located<string>? To,
    Located<int>? Port,
    Located<TransportProtocol>? Protocol,
    Located<string>? Why
);
