using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>The CA answers over TLS that leads to the root. It has no state of its own, and leaves do not wait for it: the signer itself has patience with a CA that starts.</summary>
internal sealed class AuthorityProof(Guest guest, StepCaClient client, ImmutableArray<ResourceId> dependsOn)
    : ProofResource("authority", guest.Name, dependsOn)
{
    public override string Title => "the CA is healthy";

    public override Task<Proof> VerifyAsync(CancellationToken cancel) => client.ProveHealthAsync(cancel);
}
