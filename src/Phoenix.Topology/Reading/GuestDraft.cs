using System.Net;

namespace Phoenix.Topology.Reading;

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
