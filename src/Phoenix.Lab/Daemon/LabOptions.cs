using System.Collections.Immutable;
using Phoenix.Lab.Host;

namespace Phoenix.Lab.Daemon;

/// <summary>Where Phoenix keeps its things, and how it calls itself.</summary>
public sealed record LabOptions
{
    /// <summary>State, <c>PHOENIX_STATE</c>, normally <c>/var/lib/phoenix</c>; kept without links, as the kernel names what is mounted in it.</summary>
    public string State
    {
        get;
        init => field = RealPath.Of(value);
    } = RealPath.Of(Environment.GetEnvironmentVariable("PHOENIX_STATE") is { Length: > 0 } state ? state : "/var/lib/phoenix");

    /// <summary>Caches, <c>PHOENIX_CACHE</c>, normally <c>/var/cache/phoenix</c>; without links, too.</summary>
    public string Cache
    {
        get;
        init => field = RealPath.Of(value);
    } = RealPath.Of(Environment.GetEnvironmentVariable("PHOENIX_CACHE") is { Length: > 0 } cache ? cache : "/var/cache/phoenix");

    /// <summary>The phoenix binary that the lab's host gets and that the daemon runs as: <c>PHOENIX_BINARY</c>, normally this very process's.</summary>
    public string Binary { get; init; } =
        Environment.GetEnvironmentVariable("PHOENIX_BINARY") is { Length: > 0 } binary
            ? Path.GetFullPath(binary)
            : Environment.ProcessPath ?? "phoenix";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the daemon is started; the lab's name follows.</summary>
    internal ImmutableArray<string> Serve => [Binary, "lab", "serve"];
}
