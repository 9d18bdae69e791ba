using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>
/// Every connection that a platform needs, with its reason: what the firewall is compiled from. What is not here is refused.
/// Access to the node itself (its API, SSH) is not a flow of the platform; the firewall keeps it open on its own account.
/// </summary>
public static class Flows
{
    /// <summary>All flows, from the outside inwards, the user's own last; each once.</summary>
    public static ImmutableArray<Flow> For(Platform platform) =>
        [
            .. new[]
            {
                TheDoor(platform),
                TheWayIn(platform),
                ControlPlane(platform),
                WhatEveryGuestNeeds(platform),
                Depot(platform),
                FromTheHost(platform),
                Allowed(platform),
            }
                .SelectMany(flows => flows)
                // One connection may be needed for several reasons; the first is the one that is shown.
                .DistinctBy(flow => (flow.From, flow.To, flow.Protocol, flow.Port)),
        ];

    private static IEnumerable<Flow> TheDoor(Platform platform)
    {
        var gateway = Of(platform.Gateway);
        yield return Tcp(new FlowEnd.Outside(), gateway, PlatformPorts.Https, "the only door for traffic from outside");
        yield return Tcp(new FlowEnd.Outside(), gateway, PlatformPorts.Http, "sent on to https");
        foreach (var host in platform.DockerHosts)
        {
            yield return Tcp(Of(host), gateway, PlatformPorts.Https, "applications reach one another by their public names");
        }
    }

    private static IEnumerable<Flow> TheWayIn(Platform platform) =>
        platform
            .Routes.Select(route =>
                Tcp(Of(platform.Router), Of(platform.GuestNamed(route.To)), route.Port, $"the route {platform.NameOf(route.Host)}")
            )
            .Prepend(Tcp(Of(platform.Gateway), Of(platform.Router), PlatformPorts.Https, "the gateway hands everything on to the router"));

    private static IEnumerable<Flow> ControlPlane(Platform platform) =>
        platform.DockerHosts.Select(host =>
            Tcp(Of(platform.ControlPlane), Of(host), PlatformPorts.Agent, $"the control plane manages Docker on {host.Name}")
        );

    private static IEnumerable<Flow> WhatEveryGuestNeeds(Platform platform)
    {
        var (guests, host, outside) = (new FlowEnd.AllGuests(), new FlowEnd.Host(), new FlowEnd.Outside());
        yield return new Flow(guests, host, TransportProtocol.Udp, PlatformPorts.Dns, "names");
        yield return Tcp(guests, host, PlatformPorts.Dns, "names whose answers are long");
        foreach (var protocol in new[] { TransportProtocol.Udp, TransportProtocol.Tcp })
        {
            yield return new Flow(
                new FlowEnd.OfNetwork(platform.Network.Subnet),
                host,
                protocol,
                PlatformPorts.Dns,
                "names for the rest of the network"
            );
        }

        yield return Tcp(guests, outside, PlatformPorts.Http, "packages");
        yield return Tcp(guests, outside, PlatformPorts.Https, "packages and images");
        foreach (var machine in platform.Guests.Where(guest => guest.Kind == GuestKind.VirtualMachine))
        {
            // Containers share the host's clock.
            yield return new Flow(Of(machine), outside, TransportProtocol.Udp, 123, "the time, which certificates depend on");
        }
    }

    private static IEnumerable<Flow> Depot(Platform platform) =>
        platform
            .Guests.Where(guest => guest.Kind == GuestKind.VirtualMachine || guest.Role is GuestRole.DockerHost or GuestRole.Portainer)
            .Select(guest =>
                Tcp(Of(guest), new FlowEnd.Host(), PlatformPorts.Depot, $"{guest.Name} fetches programs and images from the depot")
            );

    private static IEnumerable<Flow> FromTheHost(Platform platform)
    {
        var host = new FlowEnd.Host();
        yield return Tcp(host, Of(platform.Authority), PlatformPorts.Https, "certificates are requested and renewed from the host");
        yield return Tcp(host, Of(platform.Gateway), PlatformPorts.Https, "the gateway is proved to serve what was issued");
        yield return Tcp(host, Of(platform.Router), PlatformPorts.Https, "the router is proved to serve what was issued");
        yield return Tcp(host, Of(platform.ControlPlane), PlatformPorts.ControlPlane, "stacks are deployed through the control plane");
        foreach (var route in platform.Routes)
        {
            yield return Tcp(
                host,
                Of(platform.GuestNamed(route.To)),
                route.Port,
                $"the backend of {platform.NameOf(route.Host)} is proved to answer"
            );
        }
    }

    private static IEnumerable<Flow> Allowed(Platform platform) =>
        platform.Allow.Select(rule => new Flow(
            new FlowEnd.OfNetwork(rule.From),
            Of(platform.GuestNamed(rule.To)),
            rule.Protocol,
            rule.Port,
            rule.Why
        ));

    private static FlowEnd.OfGuest Of(Guest guest) => new(guest.Name);

    private static Flow Tcp(FlowEnd from, FlowEnd to, int port, string why) => new(from, to, TransportProtocol.Tcp, port, why);
}
