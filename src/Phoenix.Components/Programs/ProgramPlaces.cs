using System.Collections.Immutable;

namespace Phoenix.Components.Programs;

/// <summary>Where programs are looked for and kept.</summary>
public sealed record ProgramPlaces
{
    /// <summary>Phoenix's cache, e.g. <c>/var/cache/phoenix</c>.</summary>
    public required string Cache { get; init; }

    /// <summary>The offline bundle (<c>PHOENIX_BUNDLE</c>), or null when there is none.</summary>
    public string? Bundle { get; init; }

    /// <summary><c>phoenix.lock</c>, or null when there is none.</summary>
    public string? Lock { get; init; }

    /// <summary>A Debian 13 base image to build in: its directories, topmost first. Null: nothing is built here.</summary>
    public Func<CancellationToken, Task<ImmutableArray<string>>>? BuildBase { get; init; }

    /// <summary>The phoenix binary, whose commands stand in for what cannot be had. Null outside the lab: production never swaps.</summary>
    public string? StandIns { get; init; }

    /// <summary>Phoenix's version, the stand-ins' own.</summary>
    public string Version { get; init; } = "0.1.0";
}
