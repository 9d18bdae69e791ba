using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Components.Tests.Certificates;

/// <summary>Leaves signed by hand.</summary>
internal static class TestLeaf
{
    /// <summary>A leaf with its key, valid for an hour.</summary>
    public static X509Certificate2 Signed(X509Certificate2 authority, string name, IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(address);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var signer = authority.GetECDsaPrivateKey()!;
        using var leaf = request.Create(
            authority.SubjectName,
            X509SignatureGenerator.CreateForECDsa(signer),
            DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1),
            DateTimeOffset.UtcNow + TimeSpan.FromHours(1),
            RandomNumberGenerator.GetBytes(8)
        );
        return leaf.CopyWithPrivateKey(key);
    }
}
