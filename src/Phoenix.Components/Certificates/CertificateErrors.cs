using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>What can go wrong with the CA and with certificates: PHX3201 to PHX3208.</summary>
public static class CertificateErrors
{
    /// <summary>The platform has no CA yet.</summary>
    public static readonly ErrorCode NoAuthority = new(
        "PHX3201",
        "The platform has no CA yet",
        "The root, the intermediate or the provisioner's key is not in the secret store of this platform.",
        "Run `phoenix up` on the machine that holds the platform's state."
    );

    /// <summary>The stored CA cannot be read.</summary>
    public static readonly ErrorCode DamagedAuthority = new(
        "PHX3202",
        "The stored CA is damaged",
        "A part of the CA in the secret store is not what Phoenix wrote there.",
        "Restore the secret store from a backup. As a last resort remove the files ca-* from STATE/PLATFORM/secrets (STATE is /var/lib/phoenix, or PHOENIX_STATE): `phoenix up` makes a new root, which every device will have to trust."
    );

    /// <summary>The CA could not be reached.</summary>
    public static readonly ErrorCode Unreachable = new(
        "PHX3203",
        "The CA cannot be reached",
        "No verified TLS connection to step-ca could be made: it is down, the firewall refuses, or it shows a certificate that does not lead to the platform's root.",
        "`phoenix guest logs step-ca` shows what it says; `phoenix up` puts it right."
    );

    /// <summary>The CA refused to sign.</summary>
    public static readonly ErrorCode NotSigned = new(
        "PHX3204",
        "The CA refused to sign",
        "step-ca answered a signing request with an error. Its answer is short on purpose; its journal says more. Usual causes: a clock that is off, or a name its policy does not allow.",
        "`phoenix guest logs step-ca` shows the reason."
    );

    /// <summary>The key or the request could not be made in the guest.</summary>
    public static readonly ErrorCode NotRequested = new(
        "PHX3205",
        "No certificate could be requested",
        "openssl in the guest could not make the key or the signing request.",
        "Look at the remote's words; the guest needs the package openssl and room on its disk."
    );

    /// <summary>The certificate could not be installed in the guest.</summary>
    public static readonly ErrorCode NotInstalled = new(
        "PHX3206",
        "The certificate could not be installed",
        "The issued certificate could not be put in place in the guest, its service's own check refused it (then the one before is back in place), or the service could not be reloaded.",
        "Look at the remote's words, then run `phoenix up` again: it issues a new one."
    );

    /// <summary>The service does not serve what was issued.</summary>
    public static readonly ErrorCode NotServed = new(
        "PHX3207",
        "The new certificate is not served",
        "The certificate was issued and installed, but a TLS handshake shows another one or none: the service could not read it, does not run, or was not reloaded because its own check refuses its configuration.",
        "`phoenix guest logs` of the guest shows why the service could not read it; `phoenix up` tries again."
    );

    /// <summary>The intermediate is at its end.</summary>
    public static readonly ErrorCode IntermediateEnds = new(
        "PHX3208",
        "The intermediate is at its end",
        "The CA's own certificate is due for renewal or about to expire, and it could not be renewed here. No leaf is issued that would outlive it.",
        "Run `phoenix up`: it renews the intermediate, and with it every certificate."
    );

    /// <summary>All codes of this class.</summary>
    public static ImmutableArray<ErrorCode> All { get; } =
    [NoAuthority, DamagedAuthority, Unreachable, NotSigned, NotRequested, NotInstalled, NotServed, IntermediateEnds];
}
