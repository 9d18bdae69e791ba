using System.Collections.Immutable;

namespace Phoenix.Cli.Sessions;

/// <summary>A certificate as it is served.</summary>
/// <param name="Guest">The guest that serves it.</param>
/// <param name="Names">Its names.</param>
/// <param name="Serial">Its serial number, lower-case hex.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
internal sealed record CertificateStatus(
    string Guest,
    ImmutableArray<string> Names,
    string Serial,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter
)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem { get; init; }
}
