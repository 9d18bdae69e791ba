using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Components.Certificates;

/// <summary>A leaf as the CA issued it.</summary>
/// <param name="ChainPem">The leaf and the intermediate, PEM, in this order.</param>
/// <param name="Serial">The leaf's serial, lower-case hex.</param>
/// <param name="NotAfter">Until when it is valid.</param>
public sealed record IssuedLeaf(string ChainPem, string Serial, DateTimeOffset NotAfter)
{
    /// <summary>The leaf at the head of a chain.</summary>
    public static IssuedLeaf Of(string chainPem)
    {
        using var leaf = X509Certificate2.CreateFromPem(chainPem);
        return new IssuedLeaf(chainPem, CertificateWords.SerialOf(leaf), CertificateWords.EndOf(leaf));
    }
}
