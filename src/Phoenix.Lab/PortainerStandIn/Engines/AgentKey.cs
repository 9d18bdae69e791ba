using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Lab.PortainerStandIn.Engines;

/// <summary>The server's key towards agents (P-256, kept in the data directory). What is signed is the shared secret's digest, or that of a fixed word without one: whoever knows neither key nor secret cannot make it.</summary>
internal sealed class AgentKey : IDisposable
{
    /// <summary>Header with the public key, hex of its DER form.</summary>
    public const string PublicKeyHeader = "X-PortainerAgent-PublicKey";

    /// <summary>Header with the signature, base64 without padding of its DER form.</summary>
    public const string SignatureHeader = "X-PortainerAgent-Signature";

    private const string MessageWithoutSecret = "Portainer-App";

    private readonly ECDsa key;

    private AgentKey(ECDsa key) => this.key = key;

    /// <summary>The key of a data directory, made at the first start.</summary>
    public static AgentKey In(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "portainer.key");
        var kept = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
        {
            kept.ImportFromPem(File.ReadAllText(path));
        }
        else
        {
            using var file = new StreamWriter(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            );
            file.Write(kept.ExportECPrivateKeyPem());
        }

        return new AgentKey(kept);
    }

    /// <summary>A key for tests and one-off servers.</summary>
    public static AgentKey Fresh() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public string PublicKey => Convert.ToHexStringLower(key.ExportSubjectPublicKeyInfo());

    public string Sign(string secret) =>
        Convert.ToBase64String(key.SignHash(Digest(secret), DSASignatureFormat.Rfc3279DerSequence)).TrimEnd('=');

    /// <summary>Whether the signature was made by that key over that secret.</summary>
    /// <exception cref="CryptographicException">Not a key, or not a signature.</exception>
    /// <exception cref="FormatException">Not hex, or not base64.</exception>
    public static bool Verify(string publicKey, string signature, string secret)
    {
        using var verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(Convert.FromHexString(publicKey), out _);
        var padded = signature.PadRight((signature.Length + 3) / 4 * 4, '=');
        return verifier.VerifyHash(Digest(secret), Convert.FromBase64String(padded), DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => key.Dispose();

    // The agents' protocol wants MD5 in hex, whose 32 characters are then signed as if they were a SHA-256 digest.
    private static byte[] Digest(string secret) =>
        Encoding.ASCII.GetBytes(
            Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(secret.Length > 0 ? secret : MessageWithoutSecret)))
        );
}
