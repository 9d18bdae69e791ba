namespace Phoenix.Topology;

/// <summary>An error for the person who reads it: a code, where, the cause in the remote's own words, and what to do next.</summary>
public sealed class PhoenixException(ErrorCode code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The stable code, explained by <c>phoenix explain</c>.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Where: a resource (<c>guest/nginx</c>) or a place in a file.</summary>
    public string? Where { get; init; }

    /// <summary>What the remote (Proxmox, a component, a command) said, verbatim; may have several lines.</summary>
    public string? Remote { get; init; }

    /// <summary>What to do next, when it is more exact than the code's own remedy.</summary>
    public string? Help { get; init; }
}
