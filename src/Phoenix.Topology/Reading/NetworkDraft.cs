using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading;

/// <summary>A draft of <c>network</c>.</summary>
internal sealed record NetworkDraft(
    Located<string>? Bridge,
    Located<WrittenNetwork>? Subnet,
    Located<IPAddress>? Host,
    Located<IPAddress>? Gateway,
    ImmutableArray<Located<IPAddress>> Forwarders
);
