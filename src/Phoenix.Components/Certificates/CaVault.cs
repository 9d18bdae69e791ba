using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Secrets;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>The CA in the secret store. A certificate and its key are one secret, so that they are always of one another.</summary>
public sealed class CaVault(ISecretStore secrets)
{
    /// <summary>The root's certificate and its key.</summary>
    public const string RootName = "ca-root";

    /// <summary>The intermediate's certificate and its encrypted key.</summary>
    public const string IntermediateName = "ca-intermediate";

    /// <summary>What decrypts the intermediate's key; the CA guest gets it, too.</summary>
    public const string PasswordName = "ca-intermediate-password";

    /// <summary>The provisioner's key.</summary>
    public const string ProvisionerName = "ca-provisioner-key";

    // step-ca reads PBES2 with PBKDF2-HMAC-SHA256 and AES-CBC, and no other of .NET's choices.
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000);

    /// <summary>The root without its key, or null before there is one.</summary>
    /// <exception cref="PhoenixException">PHX3202, or an error of the store.</exception>
    public async Task<X509Certificate2?> FindRootAsync(CancellationToken cancel) =>
        await secrets.FindAsync(RootName, cancel) is { } pem ? CertificateIn(pem, "root") : null;

    /// <summary>The root without its key.</summary>
    /// <exception cref="PhoenixException">PHX3201: there is none yet.</exception>
    public async Task<X509Certificate2> RootAsync(CancellationToken cancel) => await FindRootAsync(cancel) ?? throw None("root");

    /// <summary>The intermediate without its key, or null before there is one.</summary>
    public async Task<X509Certificate2?> FindIntermediateAsync(CancellationToken cancel) =>
        await secrets.FindAsync(IntermediateName, cancel) is { } pem ? CertificateIn(pem, "intermediate") : null;

    /// <summary>Makes and stores a root. What was signed by another one is worthless from here on.</summary>
    public async Task<X509Certificate2> MakeRootAsync(Platform platform, DateTimeOffset now, CancellationToken cancel)
    {
        var root = CaCertificates.NewRoot(platform, now);
        using var key = root.GetECDsaPrivateKey()!;
        await secrets.StoreAsync(RootName, new Secret($"{root.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"), cancel);
        return root;
    }

    /// <summary>Makes and stores an intermediate, signed by the stored root.</summary>
    /// <exception cref="PhoenixException">PHX3201: there is no root.</exception>
    public async Task<X509Certificate2> MakeIntermediateAsync(Platform platform, DateTimeOffset now, CancellationToken cancel)
    {
        var stored = await secrets.FindAsync(RootName, cancel) ?? throw None("root");
        using var root = Read(() => X509Certificate2.CreateFromPem(stored.Reveal(), stored.Reveal()), "root");
        var password = await RandomSecret.FindOrMakeAsync(secrets, PasswordName, cancel);
        var intermediate = CaCertificates.NewIntermediate(platform, root, now);
        using var key = intermediate.GetECDsaPrivateKey()!;
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem(password.Reveal(), Encryption);
        await secrets.StoreAsync(IntermediateName, new Secret($"{intermediate.ExportCertificatePem()}\n{encrypted}\n"), cancel);
        return intermediate;
    }

    /// <summary>The provisioner's key; made and stored when there is none.</summary>
    public async Task<ProvisionerKey> ProvisionerAsync(CancellationToken cancel) =>
        ProvisionerKey.Parse(
            await secrets.FindAsync(ProvisionerName, cancel)
                ?? await secrets.FindOrStoreAsync(ProvisionerName, ProvisionerKey.Make().Pem, cancel)
        );

    /// <summary>What the CA guest is given.</summary>
    /// <exception cref="PhoenixException">PHX3201: a part is missing.</exception>
    public async Task<CaMaterial> MaterialAsync(CancellationToken cancel)
    {
        using var root = await RootAsync(cancel);
        var stored = await secrets.FindAsync(IntermediateName, cancel) ?? throw None("intermediate");
        using var intermediate = CertificateIn(stored, "intermediate");
        var encryptedKey = Read(
            () =>
            {
                var text = stored.Reveal();
                // The certificate comes first; the second block is the key.
                var from = text.IndexOf("-----BEGIN ENCRYPTED", StringComparison.Ordinal);
                return from > 0 ? text[from..].TrimEnd() + "\n" : throw new CryptographicException("there is no encrypted key");
            },
            "intermediate"
        );
        return new CaMaterial
        {
            RootPem = root.ExportCertificatePem() + "\n",
            IntermediatePem = intermediate.ExportCertificatePem() + "\n",
            IntermediateKeyPem = new Secret(encryptedKey),
            IntermediatePassword = await secrets.FindAsync(PasswordName, cancel) ?? throw None("intermediate's password"),
            Provisioner = await ProvisionerAsync(cancel),
        };
    }

    private static X509Certificate2 CertificateIn(Secret pem, string what) =>
        Read(() => X509Certificate2.CreateFromPem(pem.Reveal()), what);

    private static T Read<T>(Func<T> read, string what)
    {
        try
        {
            return read();
        }
        catch (CryptographicException failure)
        {
            throw new PhoenixException(CertificateErrors.DamagedAuthority, $"the stored {what} is damaged", failure)
            {
                Remote = failure.Message,
            };
        }
    }

    private static PhoenixException None(string what) => new(CertificateErrors.NoAuthority, $"the platform has no {what} yet");
}
