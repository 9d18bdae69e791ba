namespace Phoenix.Topology.Language;

/// <summary>The keys of a route: of a stack, and of the top level.</summary>
internal static class RouteKeys
{
    public static readonly Key<string> Host = new("host", Shapes.Label, "The name below the platform's domain under which it is reached.")
    {
        Required = true,
        Example = "hello",
    };

    public static readonly Key<string> Service = new("service", Shapes.Service, "The service of the stack's compose file.")
    {
        Required = true,
        Example = "web",
    };

    public static readonly Key<string> To = new("to", Shapes.Label, "The guest that answers.") { Required = true, Example = "portainer" };

    public static readonly Key<int> PublishedPort = new("port", Shapes.Port, "The port that the compose file publishes for the service.")
    {
        Required = true,
        Example = "8080",
    };

    public static readonly Key<int> Port = new("port", Shapes.Port, "The port of the guest.") { Required = true, Example = "9443" };

    public static readonly Key<bool> Tls = new(
        "tls",
        Shapes.Flag,
        "The backend speaks TLS with a certificate of the platform, which the router verifies. Applications in Docker have none."
    )
    {
        Default = "false",
        Example = "true",
    };

    public static readonly Key<string> Health = new(
        "health",
        Shapes.HealthPath,
        "The path that answers with 2xx when the backend is healthy."
    )
    {
        Default = "any answer of / below 500 but 404 and 421",
        Example = "/healthz",
    };

    public static readonly Section OfStack = new(
        "stacks.NAME.routes[]",
        "A host name and the service that answers it.",
        [Host, Service, PublishedPort, Tls, Health]
    );

    public static readonly Section OfPlatform = new(
        "routes[]",
        "A host name and the port of a guest that answers it.",
        [Host, To, Port, Tls, Health]
    );
}
