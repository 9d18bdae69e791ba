using System.Collections.Immutable;

namespace Phoenix.Topology.Language;

/// <summary>The keys of <c>stacks.NAME</c>.</summary>
internal static class StackKeys
{
    public static readonly Key<string> On = new("on", Shapes.Label, "The guest it runs on, which runs docker-host.")
    {
        Required = true,
        Example = "drphoenix",
    };

    public static readonly Key<string> Compose = new("compose", Shapes.Path, "The compose file, relative to the directory of phoenix.yaml.")
    {
        Required = true,
        Example = "stacks/hello/compose.yaml",
    };

    public static readonly Key<ImmutableArray<Named<string>>> Env = new(
        "env",
        new MapShape<string>("variables and their values", Shapes.Variable, Shapes.VariableValue),
        "Environment variables of the compose file, one line each."
    )
    {
        Default = "none",
        Example = "{ GREETING: hello }",
    };

    public static readonly Key<ImmutableArray<Located<string>>> Secrets = new(
        "secrets",
        new ListShape<string>("a list of variables", Shapes.Variable),
        "Secrets that are delivered as environment variables of these names. The values are in the secret store."
    )
    {
        Default = "none",
        Example = "[HELLO_TOKEN]",
    };

    public static readonly Key<ImmutableArray<Located<Fields>>> Routes = new(
        "routes",
        new ListShape<Fields>("a list of routes", RouteKeys.OfStack),
        "The host names under which the stack is reached."
    )
    {
        Default = "none",
        Example = "[ { host: hello, service: web, port: 8080 } ]",
    };

    public static readonly Section Section = new(
        "stacks.NAME",
        "A stack: a compose project that the control plane deploys on an application host.",
        [On, Compose, Env, Secrets, Routes]
    );
}
