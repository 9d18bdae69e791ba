namespace Phoenix.Topology.Reading.Checks;

/// <summary>What a guest serves, as far as the file says it: where a route of the top level can lead.</summary>
internal static class ServedPorts
{
    /// <summary>The way out when nothing serves the port; null when something does, or may.</summary>
    public static string? Help(string guest, GuestRole role, int port, PlatformDraft draft) =>
        port == PlatformPorts.Agent
            ? "9001 is the Portainer agent's; take another port"
            : role switch
            {
                GuestRole.Portainer => Only(PlatformPorts.ControlPlane, port),
                GuestRole.StepCa => Only(PlatformPorts.Https, port),
                GuestRole.DockerHost => OfStacks(guest, port, draft),
                _ => null,
            };

    private static string? Only(int served, int port) => port == served ? null : $"it serves {served}";

    private static string? OfStacks(string guest, int port, PlatformDraft draft)
    {
        var stacks = draft.Stacks.Where(stack => stack.On?.Value == guest).ToList();
        var services = stacks.SelectMany(stack => stack.Services).Select(service => service.Service).ToList();
        // What a stack publishes is not known when its compose file could not be used.
        if (stacks.Exists(stack => stack.Services.IsEmpty) || services.Exists(service => !service.PortsAreKnown))
        {
            return null;
        }

        var reachable = services
            .SelectMany(service => service.Ports)
            .Where(published => published.IsReachable && published.Protocol == TransportProtocol.Tcp)
            .ToList();
        return reachable.Exists(published => port >= published.First && port <= published.Last) ? null
            : reachable.Count == 0 ? $"no stack on {guest} publishes a port: what answers there must be put there by hand"
            : $"its stacks publish {Shown.Cut(string.Join(", ", reachable))}; anything else must be put there by hand";
    }
}
