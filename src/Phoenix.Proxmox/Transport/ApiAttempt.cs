using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>How one attempt at a call ended.</summary>
internal abstract record ApiAttempt
{
    /// <summary>Trying again is of no use, or could do something twice.</summary>
    public const int Never = 0;

    /// <summary>What took all of its time is tried once more: nobody waits for minutes to be told.</summary>
    public const int Once = 1;

    /// <summary>What fails within moments, as while a daemon restarts.</summary>
    public const int Often = 4;

    private ApiAttempt() { }

    /// <summary>The node answered.</summary>
    public sealed record Answered(Answer Answer) : ApiAttempt;

    /// <summary>It failed.</summary>
    /// <param name="Error">The error for the reader.</param>
    /// <param name="Repeats">How often trying again can help and cannot do anything twice.</param>
    public sealed record Failed(PhoenixException Error, int Repeats) : ApiAttempt;
}
