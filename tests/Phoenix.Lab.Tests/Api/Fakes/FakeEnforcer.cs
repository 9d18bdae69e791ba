using System.Collections.Immutable;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Tests.Api.Fakes;

/// <summary>Keeps what was put into force.</summary>
internal sealed class FakeEnforcer : IFirewallEnforcer
{
    public FirewallFiles Files { get; private set; } = FirewallFiles.Empty;

    public ImmutableArray<GuestDefinition> Guests { get; private set; } = [];

    public int Applied { get; private set; }

    public Task ApplyAsync(FirewallFiles files, ImmutableArray<GuestDefinition> guests, CancellationToken cancel)
    {
        (Files, Guests, Applied) = (files, guests, Applied + 1);
        return Task.CompletedTask;
    }
}
