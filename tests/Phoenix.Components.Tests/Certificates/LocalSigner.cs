using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;
using Phoenix.Components.Secrets;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

/// <summary>Signs with the stored intermediate itself; remembers what it was asked.</summary>
internal sealed class LocalSigner(ISecretStore secrets, TimeProvider time) : ILeafSigner
{
    public List<CertificateRequest> Asked { get; } = [];

    public async Task<IssuedLeaf> SignAsync(string signingRequest, LeafRequest leaf, TimeSpan life, CancellationToken cancel)
    {
        var stored = (await secrets.FindAsync(CaVault.IntermediateName, cancel))!.Reveal();
        var password = (await secrets.FindAsync(CaVault.PasswordName, cancel))!.Reveal();
        using var intermediate = X509Certificate2.CreateFromEncryptedPem(stored, stored, password);
        var request = CertificateRequest.LoadSigningRequestPem(
            signingRequest,
            HashAlgorithmName.SHA256,
            CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions
        );
        Asked.Add(request);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(intermediate, true, false));
        using var key = intermediate.GetECDsaPrivateKey()!;
        using var issued = request.Create(
            intermediate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            time.GetUtcNow() - TimeSpan.FromMinutes(1),
            time.GetUtcNow() + life,
            [0x11, .. RandomNumberGenerator.GetBytes(7)]
        );
        return IssuedLeaf.Of($"{issued.ExportCertificatePem()}\n{intermediate.ExportCertificatePem()}\n");
    }
}
