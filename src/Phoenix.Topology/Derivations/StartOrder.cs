using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>The order in which guests start: those of one step together, each step when the one before it is up.</summary>
public static class StartOrder
{
    /// <summary>
    /// The CA first, because nothing serves without a certificate; then the gateway, the router and the Docker hosts, which do not need one another;
    /// then the control plane, which looks for the agents of the Docker hosts.
    /// </summary>
    public static ImmutableArray<ImmutableArray<Guest>> For(Platform platform) =>
        [.. platform.Guests.GroupBy(guest => Step(guest.Role)).OrderBy(step => step.Key).Select(step => step.ToImmutableArray())];

    private static int Step(GuestRole role) =>
        role switch
        {
            GuestRole.StepCa => 0,
            GuestRole.Portainer => 2,
            _ => 1,
        };
}
