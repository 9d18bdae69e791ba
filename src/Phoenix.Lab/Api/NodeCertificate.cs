using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Lab.Api;

/// <summary>The node's own certificate, made once and kept: clients know it by its fingerprint.</summary>
internal sealed class NodeCertificate : IDisposable
{
    private NodeCertificate(X509Certificate2 certificate)
    {
        Certificate = certificate;
        Fingerprint = string.Join(':', SHA256.HashData(certificate.RawData).Select(static octet => $"{octet:X2}"));
    }

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Its sha256, as Proxmox writes it: <c>D3:55:...</c>.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the certificate, or makes it when there is none.</summary>
    public static NodeCertificate Open(NodeApiOptions options, TimeProvider time)
    {
        var path = Path.Combine(options.StateDirectory, "pve-ssl.pem");
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, Make(options, time));
        }
        var pem = File.ReadAllText(path);
        return new NodeCertificate(X509Certificate2.CreateFromPem(pem, pem));
    }

    /// <inheritdoc />
    public void Dispose() => Certificate.Dispose();

    private static string Make(NodeApiOptions options, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={options.NodeName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName(options.NodeName);
        foreach (var name in options.CertificateNames)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(name);
            }
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
