using Phoenix.Topology;

namespace Phoenix.Cli.Sessions;

/// <summary>Which certificates are renewed.</summary>
internal abstract record RenewalScope
{
    private RenewalScope() { }

    /// <summary>Those past two thirds of their life.</summary>
    internal sealed record Due : RenewalScope;

    /// <summary>All of them.</summary>
    internal sealed record All : RenewalScope;

    /// <summary>That of one guest, regardless of age.</summary>
    internal sealed record OfGuest(string Name) : RenewalScope;
}

/// <summary>What came of a renewal.</summary>
/// <param name="Guest">The guest whose certificate it is.</param>
/// <param name="Serial">The serial that is served now.</param>
/// <param name="NotAfter">Valid until.</param>
/// <param name="Renewed">It is a new one; else the old one was not due.</param>
internal sealed record RenewalOutcome(string Guest, string Serial, DateTimeOffset NotAfter, bool Renewed)
{
    /// <summary>Why it could not be renewed; the other values then say what is still served.</summary>
    public PhoenixException? Error { get; init; }
}
