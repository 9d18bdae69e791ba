using System.Collections.Immutable;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Firewall;

/// <summary>Puts the firewall's files into force in the lab's network namespace.</summary>
public interface IFirewallEnforcer
{
    /// <summary>
    /// Brings the rules in force to <paramref name="files"/>, at once and as a whole. Called after every change of a firewall file and after
    /// every change of a guest's interfaces, one call at a time; <paramref name="guests"/> holds every guest of the node, running or not, with
    /// its interfaces as they are in force (changes that wait for a restart left out).
    /// </summary>
    Task ApplyAsync(FirewallFiles files, ImmutableArray<GuestDefinition> guests, CancellationToken cancel);
}
