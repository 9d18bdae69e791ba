using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>How one attempt at a call ended.</summary>
internal abstract record ApiAttempt
{
    private ApiAttempt() { }

    /// <summary>The node answered.</summary>
    public sealed record Answered(Answer Answer) : ApiAttempt;

    /// <summary>It failed.</summary>
    /// <param name="Error">The error for the reader.</param>
    /// <param name="MayRepeat">True when trying again can help and cannot do anything twice.</param>
    public sealed record Failed(PhoenixException Error, bool MayRepeat) : ApiAttempt;
}
