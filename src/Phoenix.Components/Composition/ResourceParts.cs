using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;
using Phoenix.Components.Guests;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>What several resources of a platform share.</summary>
public sealed class ResourceParts(PlatformContext context)
{
    /// <summary>The edges.</summary>
    public PlatformContext Context { get; } = context;

    /// <summary>The CA in the secret store.</summary>
    public CaVault Vault { get; } = new(context.Secrets);

    /// <summary>The CA as a signer.</summary>
    public ILeafSigner Signer => StepCaClient.For(Context.Platform, Context.Reach, Vault, Context.Time);

    /// <summary>The resource of a guest.</summary>
    public static ResourceId GuestId(Guest guest) => new("guest", guest.Name);

    /// <summary>Whether a guest can be looked into.</summary>
    public Func<CancellationToken, Task<bool>> IsThere(Guest guest) =>
        cancel => GuestPresence.IsRunningAsync(Context.Api, Context.Platform, guest, cancel);
}
