namespace Phoenix.Topology.Reading;

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
