using System.Collections.Immutable;

namespace Phoenix.Topology.Language;

/// <summary>The keys of the file itself.</summary>
internal static class PlatformKeys
{
    public static readonly Key<string> Name = new(
        "platform",
        Shapes.PlatformName,
        "The platform's name. It names the lab and the tag that marks what Phoenix owns."
    )
    {
        Required = true,
        Example = "home",
    };

    public static readonly Key<string> Domain = new(
        "domain",
        Shapes.Domain,
        "The domain below which every name of the platform lives. The CA issues for nothing else."
    )
    {
        Required = true,
        Example = "phoenix.internal",
    };

    public static readonly Key<Fields> Hypervisor = new("hypervisor", HypervisorKeys.Section, "Where the platform runs.")
    {
        Default = "the lab",
        Example = "{ endpoint: lab }",
    };

    public static readonly Key<Fields> Network = new("network", NetworkKeys.Section, "The platform's one network.")
    {
        Required = true,
        Example = "{ subnet: 10.0.0.0/24, host: 10.0.0.13, gateway: 10.0.0.1 }",
    };

    public static readonly Key<ImmutableArray<Named<Fields>>> Guests = new(
        "guests",
        new MapShape<Fields>("guests by name", Shapes.GuestName, GuestKeys.Section),
        "All guests, by name."
    )
    {
        Required = true,
        Example = "{ nginx: { id: 101, kind: lxc, address: 10.0.0.153, runs: nginx } }",
    };

    public static readonly Key<ImmutableArray<Named<Fields>>> Stacks = new(
        "stacks",
        new MapShape<Fields>("stacks by name", Shapes.StackName, StackKeys.Section),
        "All stacks, by name."
    )
    {
        Default = "none",
        Example = "{ hello: { on: drphoenix, compose: stacks/hello/compose.yaml } }",
    };

    public static readonly Key<ImmutableArray<Located<Fields>>> Routes = new(
        "routes",
        new ListShape<Fields>("a list of routes", RouteKeys.OfPlatform),
        "Host names of systems that are not stacks."
    )
    {
        Default = "none",
        Example = "[ { host: portainer, to: portainer, port: 9443, tls: true } ]",
    };

    public static readonly Key<ImmutableArray<Located<Fields>>> Allow = new(
        "allow",
        new ListShape<Fields>("a list of rules", AllowKeys.Section),
        "Traffic that cannot be derived."
    )
    {
        Default = "none",
        Example = "[ { from: 192.168.1.0/24, to: drphoenix, port: 5432, why: database from the office } ]",
    };

    public static readonly Section Section = new(
        "",
        "A Phoenix platform.",
        [Name, Domain, Hypervisor, Network, Guests, Stacks, Routes, Allow]
    );
}
