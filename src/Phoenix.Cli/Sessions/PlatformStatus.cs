using System.Collections.Immutable;

namespace Phoenix.Cli.Sessions;

/// <summary>How a platform is.</summary>
/// <param name="Guests">Every declared guest, in the file's order.</param>
/// <param name="Routes">Every route, asked through the whole chain.</param>
internal sealed record PlatformStatus(ImmutableArray<GuestStatus> Guests, ImmutableArray<RouteStatus> Routes)
{
    /// <summary>Every declared stack, as Portainer and Docker see it.</summary>
    public ImmutableArray<StackStatus> Stacks { get; init; } = [];

    /// <summary>Where people reach the gateway from this machine; null when it is not published.</summary>
    public string? Published { get; init; }

    /// <summary>Everything runs and answers.</summary>
    public bool IsHealthy =>
        Guests.All(guest => guest.State == GuestState.Healthy)
        && Stacks.All(stack => stack.IsHealthy)
        && Routes.All(route => route.IsHealthy);
}

/// <summary>How a guest is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">In a word.</param>
/// <param name="Summary">In a line, e.g. <c>certificate 17 h of 24 h left</c>; what is wrong when it is not healthy.</param>
internal sealed record GuestStatus(string Name, GuestState State, string Summary)
{
    /// <summary>What runs in it, e.g. <c>Traefik 3.6.12 (bundle)</c>.</summary>
    public string? Software { get; init; }

    /// <summary>How long it has been running.</summary>
    public TimeSpan? Up { get; init; }
}

/// <summary>A guest's state.</summary>
internal enum GuestState
{
    /// <summary>Runs and does what it is for.</summary>
    Healthy,

    /// <summary>Runs, but something is wrong.</summary>
    Degraded,

    /// <summary>Is there and does not run.</summary>
    Stopped,

    /// <summary>Is not there.</summary>
    Absent,
}

/// <summary>How a route answers.</summary>
/// <param name="Url">Its address, e.g. <c>https://hello.phoenix.internal</c>.</param>
/// <param name="Duration">How long the answer took.</param>
internal sealed record RouteStatus(string Url, TimeSpan Duration)
{
    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>It answered, and the service behind it is well.</summary>
    public bool IsHealthy => Problem is null;
}
