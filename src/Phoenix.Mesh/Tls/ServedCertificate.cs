using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Mesh.Configuration;

namespace Phoenix.Mesh.Tls;

/// <summary>A certificate with its chain, ready for handshakes.</summary>
public sealed class ServedCertificate
{
    private ServedCertificate(SslStreamCertificateContext context) => Context = context;

    /// <summary>Leaf and intermediates as they are sent.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>Loads a chain and its key.</summary>
    /// <exception cref="MeshConfigurationException">A file is missing or does not fit the other.</exception>
    public static ServedCertificate Load(CertificateFiles files)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(files.Chain, files.Key);
            // SslStream wants a key that is not ephemeral on some platforms; PKCS#12 makes it so everywhere.
            var leaf = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(files.Chain);
            chain.RemoveAt(0);
            return new ServedCertificate(SslStreamCertificateContext.Create(leaf, chain, offline: true));
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new MeshConfigurationException($"the certificate {files.Chain} cannot be used: {failure.Message}");
        }
    }
}
