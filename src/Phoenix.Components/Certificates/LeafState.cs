using System.Collections.Immutable;

namespace Phoenix.Components.Certificates;

/// <summary>The leaf as it was found in the guest and as it is served.</summary>
public sealed record LeafState
{
    /// <summary>The serial, lower-case hex.</summary>
    public required string Serial { get; init; }

    /// <summary>DNS names and addresses, in order.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>From when it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Signed by the platform's present intermediate.</summary>
    public required bool IsOfThisCa { get; init; }

    /// <summary>The key in the guest is the certificate's.</summary>
    public required bool KeyMatches { get; init; }

    /// <summary>The root in the guest is the platform's.</summary>
    public required bool RootMatches { get; init; }

    /// <summary>Owner and mode of the key, <c>user:group 0600</c>.</summary>
    public required string KeyAccess { get; init; }

    /// <summary>Behind the leaf stands the platform's intermediate, and nothing else: without it nobody finds the way to the root.</summary>
    public required bool ChainMatches { get; init; }

    /// <summary>Owner and mode of the certificate and of the root, each <c>user:group 0644</c>, in this order.</summary>
    public required (string Certificate, string Root) Access { get; init; }

    /// <summary>The unit that should serve it runs.</summary>
    public required bool UnitRuns { get; init; }

    /// <summary>The serial that a handshake showed; null when nothing was served or nobody was asked.</summary>
    public string? ServedSerial { get; init; }
}
