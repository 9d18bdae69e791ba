using System.Collections.Immutable;
using System.Net;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Daemon;

/// <summary>What a lab is to look like.</summary>
/// <param name="Name">Its name.</param>
public sealed record LabSettings(LabName Name)
{
    /// <summary>The node's name in the API.</summary>
    public string Node { get; init; } = "pve";

    /// <summary>Its network.</summary>
    public LabNetworkPlan Network { get; init; } = new();

    /// <summary>Where the machine publishes the lab's gateway; null: nowhere.</summary>
    public IPEndPoint? Publish { get; init; }

    /// <summary>In what a lab with these settings is not as it is wanted.</summary>
    public ImmutableArray<LabDifference> DifferencesTo(LabSettings wanted) =>
        [
            .. new LabDifference[]
            {
                new("node", Node, wanted.Node, IsMadeAnew: true),
                new("bridge", Network.Bridge, wanted.Network.Bridge, IsMadeAnew: true),
                new("subnet", $"{Network.Subnet}", $"{wanted.Network.Subnet}", IsMadeAnew: true),
                new("host", $"{Network.Host}", $"{wanted.Network.Host}", IsMadeAnew: true),
                new("gateway", $"{Network.Gateway}", $"{wanted.Network.Gateway}", IsMadeAnew: true),
                new("published", $"{Publish}", $"{wanted.Publish}", IsMadeAnew: false),
                new("published to", $"{Network.PublishTo}", $"{wanted.Network.PublishTo}", IsMadeAnew: false),
            }.Where(difference => difference.Live != difference.Wanted),
        ];
}
