using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>One of the places where the API has a firewall.</summary>
/// <param name="Path">Its path, <c>/nodes/{node}/lxc/{vmid}/firewall</c>.</param>
/// <param name="InPath">The path's parameters.</param>
/// <param name="Environment">What rules it takes: <c>cluster</c>, <c>host</c>, <c>ct</c> or <c>vm</c>.</param>
internal sealed record FirewallPlace(string Path, ImmutableArray<Parameter> InPath, string Environment)
{
    /// <summary>The four places.</summary>
    public static ImmutableArray<FirewallPlace> All { get; } =
    [
        new("/cluster/firewall", [], "cluster"),
        new("/nodes/{node}/firewall", [LxcParameters.Node], "host"),
        new("/nodes/{node}/lxc/{vmid}/firewall", [LxcParameters.Node, LxcParameters.Vmid], "ct"),
        new("/nodes/{node}/qemu/{vmid}/firewall", [LxcParameters.Node, LxcParameters.Vmid], "vm"),
    ];

    /// <summary>A guest's firewall.</summary>
    public bool IsGuest => Environment is "ct" or "vm";

    /// <summary>Aliases, sets and references: not on the node.</summary>
    public bool HasNames => Environment != "host";

    /// <summary>The file that a call means. Both paths of a guest mean one file, and the guest need not exist.</summary>
    public FirewallLevel Level(ApiCall call) =>
        Environment switch
        {
            "cluster" => new FirewallLevel.Cluster(),
            "host" => new FirewallLevel.Host(),
            _ => new FirewallLevel.Guest(call.Vmid),
        };

    /// <summary>Parameters with those of the path before them.</summary>
    public ParameterSet With(params IEnumerable<Parameter> parameters) => new([.. InPath, .. parameters]);
}
