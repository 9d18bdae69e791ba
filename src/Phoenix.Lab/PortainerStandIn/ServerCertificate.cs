using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Lab.PortainerStandIn;

/// <summary>The certificate a stand-in serves, with its whole chain.</summary>
internal static class ServerCertificate
{
    /// <summary>A chain and its key from PEM files, copied into the data directory at every start as Portainer does it.</summary>
    /// <exception cref="Topology.PhoenixException">A file is missing, or the two do not belong together.</exception>
    public static SslStreamCertificateContext Load(string certificateFile, string keyFile, string dataDirectory)
    {
        try
        {
            var copies = Directory.CreateDirectory(Path.Combine(dataDirectory, "certs")).FullName;
            var (certificate, key) = (Path.Combine(copies, "cert.pem"), Path.Combine(copies, "key.pem"));
            File.Copy(certificateFile, certificate, overwrite: true);
            File.Copy(keyFile, key, overwrite: true);
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);

            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            return SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPemFile(certificate, key),
                [.. chain.Skip(1)],
                offline: true
            );
        }
        catch (Exception exception) when (exception is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw StandInErrors.Usage($"cannot serve {certificateFile} with {keyFile}: {exception.Message}");
        }
    }

    /// <summary>A certificate of its own making, for a year.</summary>
    public static SslStreamCertificateContext SelfSigned(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return SslStreamCertificateContext.Create(request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(1)), null, offline: true);
    }
}
