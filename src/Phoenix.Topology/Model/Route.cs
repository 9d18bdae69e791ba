namespace Phoenix.Topology;

/// <summary>A host name of the platform and the port of a guest that answers it.</summary>
public sealed record Route
{
    /// <summary>The label below the platform's domain, e.g. <c>hello</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The name of the guest that serves it.</summary>
    public required string To { get; init; }

    /// <summary>The port on that guest (for a stack: the published port).</summary>
    public required int Port { get; init; }

    /// <summary>The backend speaks TLS with a certificate of the platform.</summary>
    public bool Tls { get; init; }

    /// <summary>The path that answers with 2xx when the backend is healthy; null: <c>/</c> with any answer below 500 but 404 and 421, which are those of the router and the gateway.</summary>
    public string? HealthPath { get; init; }

    /// <summary>The stack the route belongs to; null for a top-level route.</summary>
    public string? Stack { get; init; }

    /// <summary>The service of the stack that is reached; null for a top-level route.</summary>
    public string? Service { get; init; }
}
