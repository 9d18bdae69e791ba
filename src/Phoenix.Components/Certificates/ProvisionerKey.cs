using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>The key with which Phoenix tells the CA what it may sign: EC P-256. The private half never leaves the secret store; the CA knows the public one.</summary>
public sealed class ProvisionerKey
{
    private readonly Secret _pem;
    private readonly string _x;
    private readonly string _y;

    private ProvisionerKey(Secret pem)
    {
        _pem = pem;
        using var key = Open();
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        (_x, _y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        // RFC 7638: the required members in alphabetical order, without blanks.
        Id = Base64Url.EncodeToString(
            SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{_x}}","y":"{{_y}}"}"""))
        );
    }

    /// <summary>The key's id: its RFC 7638 thumbprint.</summary>
    public string Id { get; }

    /// <summary>The PKCS#8 PEM, for the secret store.</summary>
    public Secret Pem => _pem;

    /// <summary>A new key.</summary>
    public static ProvisionerKey Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new ProvisionerKey(new Secret(key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>The key of a stored PEM.</summary>
    /// <exception cref="PhoenixException">PHX3202: it is none.</exception>
    public static ProvisionerKey Parse(Secret pem)
    {
        try
        {
            return new ProvisionerKey(pem);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new PhoenixException(CertificateErrors.DamagedAuthority, "the provisioner's key is damaged", failure);
        }
    }

    /// <summary>The public half as a JSON Web Key, as <c>ca.json</c> wants it.</summary>
    public JsonObject PublicJwk() =>
        new()
        {
            ["use"] = "sig",
            ["kty"] = "EC",
            ["kid"] = Id,
            ["crv"] = "P-256",
            ["alg"] = "ES256",
            ["x"] = _x,
            ["y"] = _y,
        };

    /// <summary>The ES256 signature of a text, in the 64 bytes JWS wants.</summary>
    internal byte[] Sign(string text)
    {
        using var key = Open();
        return key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(_pem.Reveal());
        return key;
    }
}
