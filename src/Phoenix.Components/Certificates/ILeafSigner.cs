using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>Turns a signing request into a certificate.</summary>
public interface ILeafSigner
{
    /// <summary>Signs the request for exactly these names.</summary>
    /// <param name="signingRequest">PKCS#10, PEM; its names are those of <paramref name="leaf"/>.</param>
    /// <param name="leaf">The subject and the names.</param>
    /// <param name="life">How long it is to be valid; less when the CA's own certificate ends before.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="PhoenixException">PHX3201, PHX3203, PHX3204 or PHX3208.</exception>
    Task<IssuedLeaf> SignAsync(string signingRequest, LeafRequest leaf, TimeSpan life, CancellationToken cancel);
}
