using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Components.Certificates;

/// <summary>Facts of a certificate, and the short forms in which people read them.</summary>
public static class CertificateWords
{
    /// <summary>The serial, lower-case hex.</summary>
    public static string SerialOf(X509Certificate2 certificate) => certificate.SerialNumber.ToLowerInvariant();

    /// <summary>From when it is valid.</summary>
    public static DateTimeOffset BeginOf(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    /// <summary>Until when it is valid.</summary>
    public static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    /// <summary>A long hex number as <c>71ab…09</c>.</summary>
    public static string Short(string hex) => hex.Length <= 8 ? hex : $"{hex[..4]}…{hex[^2..]}";

    /// <summary>SHA-256 of the whole certificate, lower-case hex.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    /// <summary>Whether the certificate's issuer is that authority, by name and key identifier; the signature is the chain's affair.</summary>
    public static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 authority) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
        && certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { } issuer
        && authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } key
        && issuer.Span.SequenceEqual(key.SubjectKeyIdentifierBytes.Span);

    /// <summary>When a certificate of that life is due for renewal: at two thirds of it.</summary>
    public static DateTimeOffset RenewalOf(X509Certificate2 certificate)
    {
        var from = BeginOf(certificate);
        return from + ((EndOf(certificate) - from) * 2 / 3);
    }

    /// <summary>A span as people say it: <c>24 h</c>, <c>3 d</c>, <c>12 min</c>.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalDays: >= 3 } => $"{(int)span.TotalDays} d",
            { TotalHours: >= 2 } => $"{Math.Round(span.TotalHours)} h",
            _ => $"{Math.Max(0, (int)span.TotalMinutes)} min",
        };
}
