using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>The CA answers over TLS that leads to the root: only then is anything asked of it. It has no state of its own.</summary>
internal sealed class AuthorityProof(Guest guest, StepCaClient client, ImmutableArray<ResourceId> dependsOn)
    : ProofResource("authority", guest.Name, dependsOn)
{
    public override string Title => "the CA is healthy";

    public override Task<Proof> VerifyAsync(CancellationToken cancel) => client.ProveHealthAsync(cancel);
}
