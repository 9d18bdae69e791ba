using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Routes: PHX15xx.</summary>
internal static class RouteErrors
{
    public static readonly ErrorCode DuplicateHost = new(
        "PHX1501",
        "Two routes have the same host name",
        "Requests for the name can go to one place only.",
        "Rename one of them."
    );

    public static readonly ErrorCode HostIsAGuest = new(
        "PHX1502",
        "A route has the name of another system",
        "The name of a route leads to the gateway. A guest of that name could not be reached by it any more, unless the route leads to that very guest.",
        "Rename the route."
    );

    public static readonly ErrorCode RouteUnknownGuest = new(
        "PHX1503",
        "A route leads to no guest",
        "The name is not among the guests of the file.",
        "Take the name of a guest."
    );

    public static readonly ErrorCode RouteUnknownService = new(
        "PHX1504",
        "A route leads to no service",
        "The name is not among the services of the stack's compose file.",
        "Take the name of a service."
    );

    public static readonly ErrorCode PortNotPublished = new(
        "PHX1505",
        "A route leads to a port that is not published",
        "The router reaches a service over the network, through a port that the compose file publishes on the guest's address.",
        "Publish the port, or take one that is published."
    );

    public static readonly ErrorCode RouteLoop = new(
        "PHX1506",
        "A route leads back to the gateway or the router",
        "Requests would go in a circle.",
        "Route to the guest that answers."
    );

    public static readonly ErrorCode NotAHealthPath = new(
        "PHX1507",
        "Not a path of a URL",
        "A health path begins with / and has only unreserved characters of a URL, or % and two hexadecimal digits (RFC 3986).",
        "Write the path that way."
    );

    public static readonly ErrorCode NotAPort = new(
        "PHX1508",
        "Not a port",
        "A port is a number from 1 to 65535.",
        "Write a number in that range."
    );

    public static readonly ErrorCode NothingServes = new(
        "PHX1509",
        "A route leads to a port that nothing serves",
        "What a guest serves follows from the file: the control plane 9443, the CA 443, an application host what its stacks publish (there it is a warning: something else may run beside them). Port 9001 is the Portainer agent's, which no route may open.",
        "Take a port that the guest serves, or publish it in a stack."
    );

    public static readonly ErrorCode TlsOfDocker = new(
        "PHX1510",
        "A route over TLS to an application in Docker",
        "The router verifies a backend with tls: against the platform's root, under its guest's name. Certificates are issued to guests that serve them themselves (the CA, the control plane); an application in Docker has none.",
        "Leave tls out. Traffic is over TLS up to the router, and from there in the platform's own network, where the firewall lets the router alone reach the port."
    );

    public static ImmutableArray<ErrorCode> All { get; } =
    [
        DuplicateHost,
        HostIsAGuest,
        RouteUnknownGuest,
        RouteUnknownService,
        PortNotPublished,
        RouteLoop,
        NotAHealthPath,
        NotAPort,
        NothingServes,
        TlsOfDocker,
    ];
}
