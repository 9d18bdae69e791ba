using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading;

/// <summary>A draft of an allow rule.</summary>
internal sealed record AllowDraft(
    SourceSpan Owner,
    Located<WrittenNetwork>? From,
    Located<string>? To,
    Located<int>? Port,
    Located<TransportProtocol>? Protocol,
    Located<string>? Why
);
