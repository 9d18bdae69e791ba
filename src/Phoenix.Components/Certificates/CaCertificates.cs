using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>Makes the two CA certificates of a platform. Pure but for the keys and serials, which are random.</summary>
public static class CaCertificates
{
    /// <summary>How long the root is valid: 10 years.</summary>
    public static readonly TimeSpan RootLife = TimeSpan.FromDays(3652);

    /// <summary>How long an intermediate is valid: 2 years.</summary>
    public static readonly TimeSpan IntermediateLife = TimeSpan.FromDays(730);

    // Clocks of guests and clients may be a little behind.
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(1);

    /// <summary>A new self-signed root with its key: EC P-256, one intermediate below it, constrained to the platform.</summary>
    public static X509Certificate2 NewRoot(Platform platform, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key, $"Phoenix root of {platform.Name}", platform, pathLength: 1);
        var from = now - Backdate;
        using var root = request.Create(
            request.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            from,
            from + RootLife,
            NewSerial()
        );
        return root.CopyWithPrivateKey(key);
    }

    /// <summary>A new intermediate with its key, signed by the root: it signs leaves alone (path length 0) and inherits the constraints. It does not outlive the root.</summary>
    public static X509Certificate2 NewIntermediate(Platform platform, X509Certificate2 root, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rootKey = root.GetECDsaPrivateKey() ?? throw new ArgumentException("the root comes without its key", nameof(root));
        var request = Request(key, $"Phoenix intermediate of {platform.Name}", platform, pathLength: 0);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false)
        );
        var from = now - Backdate > CertificateWords.BeginOf(root) ? now - Backdate : CertificateWords.BeginOf(root);
        var until = from + IntermediateLife;
        using var intermediate = request.Create(
            root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(rootKey),
            from,
            until < CertificateWords.EndOf(root) ? until : CertificateWords.EndOf(root),
            NewSerial()
        );
        return intermediate.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(ECDsa key, string commonName, Platform platform, int pathLength)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        name.AddOrganizationName("Phoenix");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLength));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(NameConstraints.For(platform));
        return request;
    }

    private static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        // Positive, and never shorter than it looks.
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
