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
}
