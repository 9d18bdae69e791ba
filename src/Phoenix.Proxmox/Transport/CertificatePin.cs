using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Proxmox.Transport;

/// <summary>A node's certificate known by its SHA-256 fingerprint, written as Proxmox does: upper case hex pairs with colons.</summary>
public sealed record CertificatePin
{
    private CertificatePin(string fingerprint) => Fingerprint = fingerprint;

    /// <summary>32 hex pairs with colons, upper case.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a fingerprint, with or without colons, in any case; null when it is none.</summary>
    public static CertificatePin? Parse(string text)
    {
        var digits = text.Trim().Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigitUpper)
            ? new CertificatePin(Written(Convert.FromHexString(digits)))
            : null;
    }

    /// <summary>The pin of a certificate.</summary>
    public static CertificatePin Of(X509Certificate certificate) => new(Written(SHA256.HashData(certificate.GetRawCertData())));

    /// <inheritdoc />
    public override string ToString() => Fingerprint;

    /// <summary>Accepts exactly the pinned certificate: a self-made certificate has no authority that could vouch for its name or its dates.</summary>
    internal bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && Of(certificate) is var served && served == this
            ? true
            : throw new PinMismatchException(certificate is null ? "none" : Of(certificate).Fingerprint);

    private static string Written(byte[] digest) => string.Join(':', digest.Select(value => value.ToString("X2")));
}

/// <summary>Carries the served fingerprint out of the TLS handshake.</summary>
internal sealed class PinMismatchException(string served) : AuthenticationException($"the served certificate is {served}")
{
    /// <summary>The fingerprint of what was served.</summary>
    public string Served { get; } = served;
}
