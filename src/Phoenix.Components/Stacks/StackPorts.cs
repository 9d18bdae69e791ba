using System.Collections.Immutable;
using System.Net;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Finds ports that a stack is to publish and another project holds: found in compose's start, that would take the running stack down. Pure.</summary>
public static class StackPorts
{
    /// <summary>Each taken port with the container that holds it, e.g. <c>8080/tcp is published by shop-web-1</c>.</summary>
    public static ImmutableArray<string> Taken(Stack stack, ImmutableArray<EngineContainer> containers) =>
        [
            .. from port in stack.Services.SelectMany(service => service.Ports)
            from container in containers
            where container.Label("com.docker.compose.project") != stack.Name
            from held in container.Ports
            where Collide(port, held)
            select $"{held.PublicPort}/{held.Type} is published by {container.Names.FirstOrDefault("a container").TrimStart('/')}",
        ];

    private static bool Collide(PublishedPort wanted, EnginePort held) =>
        held.PublicPort >= wanted.First
        && held.PublicPort <= wanted.Last
        && held.Type.Equals(wanted.Protocol.ToString(), StringComparison.OrdinalIgnoreCase)
        && (wanted.Address is null || !IPAddress.TryParse(held.IP, out var address) || IsAll(address) || address.Equals(wanted.Address));

    private static bool IsAll(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
