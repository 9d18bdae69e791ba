using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>A leaf, where it is installed, and who serves it.</summary>
public sealed record LeafInstallation
{
    /// <summary>The names, and the port that serves it.</summary>
    public required LeafRequest Request { get; init; }

    /// <summary>The guest's address, where the handshake goes.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The directory of the files; it exists already, with an owner and a mode of its own.</summary>
    public string Directory { get; init; } = "/etc/phoenix/tls";

    /// <summary>Owner of the certificate and the key, <c>user:group</c>.</summary>
    public string Owner { get; init; } = "root:root";

    /// <summary>Octal mode of the key.</summary>
    public string KeyMode { get; init; } = "0600";

    /// <summary>The unit that serves it: reloaded after an installation, and then asked what it serves. Null: nothing of the guest's own serves it.</summary>
    public string? Unit { get; init; }

    /// <summary>What has to succeed before the unit reads its files again, e.g. <c>nginx -t</c>; empty: nothing.</summary>
    public ImmutableArray<string> Check { get; init; } = [];

    /// <summary>How long a leaf is valid; renewed at two thirds of it.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The full chain, PEM.</summary>
    public string CertificatePath => $"{Directory}/{Request.Guest}.crt";

    /// <summary>The key, PEM.</summary>
    public string KeyPath => $"{Directory}/{Request.Guest}.key";

    /// <summary>The platform's root, PEM.</summary>
    public string RootPath => $"{Directory}/root.crt";

    /// <summary>All names, as openssl and the CA know them: DNS names first, then addresses.</summary>
    internal ImmutableArray<string> Names => [.. Request.DnsNames, .. Request.Addresses.Select(address => address.ToString())];
}
