using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>What the CA guest is given. The root's key is not among it.</summary>
public sealed record CaMaterial
{
    /// <summary>The root, PEM.</summary>
    public required string RootPem { get; init; }

    /// <summary>The intermediate, PEM.</summary>
    public required string IntermediatePem { get; init; }

    /// <summary>The intermediate's key: encrypted PKCS#8, PEM.</summary>
    public required Secret IntermediateKeyPem { get; init; }

    /// <summary>What decrypts it.</summary>
    public required Secret IntermediatePassword { get; init; }

    /// <summary>Whose tokens the CA accepts; only the public half goes to the guest.</summary>
    public required ProvisionerKey Provisioner { get; init; }
}
