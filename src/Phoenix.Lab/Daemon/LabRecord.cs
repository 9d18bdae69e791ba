using System.Net;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Daemon;

/// <summary>A lab's settings as they are kept, so that the daemon and later commands know them.</summary>
internal sealed record LabRecord
{
    public required string Name { get; init; }
    public required string Node { get; init; }
    public required string Bridge { get; init; }
    public required string Subnet { get; init; }
    public required string Host { get; init; }
    public required string Gateway { get; init; }
    public string? PublishTo { get; init; }
    public string? Publish { get; init; }

    /// <summary>The record of settings.</summary>
    public static LabRecord Of(LabSettings settings) =>
        new()
        {
            Name = settings.Name.Value,
            Node = settings.Node,
            Bridge = settings.Network.Bridge,
            Subnet = settings.Network.Subnet.ToString(),
            Host = settings.Network.Host.ToString(),
            Gateway = settings.Network.Gateway.ToString(),
            PublishTo = settings.Network.PublishTo?.ToString(),
            Publish = settings.Publish?.ToString(),
        };

    /// <summary>The settings of a record.</summary>
    public LabSettings ToSettings() =>
        new(LabName.Parse(Name))
        {
            Node = Node,
            Publish = Publish is null ? null : IPEndPoint.Parse(Publish),
            Network = new LabNetworkPlan
            {
                Bridge = Bridge,
                Subnet = IPNetwork.Parse(Subnet),
                Host = IPAddress.Parse(Host),
                Gateway = IPAddress.Parse(Gateway),
                PublishTo = PublishTo is null ? null : IPAddress.Parse(PublishTo),
            },
        };
}
