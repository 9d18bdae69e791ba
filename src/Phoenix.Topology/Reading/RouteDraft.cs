namespace Phoenix.Topology.Reading;

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
