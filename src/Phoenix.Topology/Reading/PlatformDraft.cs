using System.Collections.Immutable;

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

    /// <summary>Whether a name that is no guest's is wrong: without readable guests that is what is reported.</summary>
    public bool GuestsAreKnown => GuestsKey is not null;

    /// <summary>The guest of that name, or null.</summary>
    public GuestDraft? GuestNamed(string name) => Guests.FirstOrDefault(guest => guest.Name.Value == name);
}
