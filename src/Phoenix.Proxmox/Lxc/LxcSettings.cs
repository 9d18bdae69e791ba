using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Lxc;

/// <summary>What can be set of a container when it is made and afterwards. Null and empty: not sent.</summary>
public sealed record LxcSettings
{
    /// <summary>The host name.</summary>
    public string? HostName { get; init; }

    /// <summary>Memory limit, whole MiB.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>Swap beside it, whole MiB.</summary>
    public ByteSize? Swap { get; init; }

    /// <summary>Cores the container sees.</summary>
    public int? Cores { get; init; }

    /// <summary>Share of CPU time, e.g. 0.5.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>Weight against other guests.</summary>
    public int? CpuUnits { get; init; }

    /// <summary>Extra abilities.</summary>
    public LxcFeatures? Features { get; init; }

    /// <summary>Interfaces.</summary>
    public ImmutableArray<LxcNetwork> Networks { get; init; } = [];

    /// <summary>Mount points.</summary>
    public ImmutableArray<LxcVolume> MountPoints { get; init; } = [];

    /// <summary>Resolvers.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>Search domain.</summary>
    public string? SearchDomain { get; init; }

    /// <summary>Tags; stored lower case, unique and sorted.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Notes. Comes back with a line break at its end.</summary>
    public string? Description { get; init; }

    /// <summary>Started with the node.</summary>
    public bool? StartAtBoot { get; init; }

    /// <summary>Order at boot, e.g. <c>order=1,up=5</c>.</summary>
    public string? Startup { get; init; }

    /// <summary>Refuses removal.</summary>
    public bool? Protection { get; init; }

    /// <summary>Time zone, e.g. <c>host</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The distribution, when the template does not say.</summary>
    public string? OsType { get; init; }

    internal FormFields ToFields()
    {
        var fields = new FormFields
        {
            { "hostname", HostName },
            { "memory", Memory?.Mebibytes },
            { "swap", Swap?.Mebibytes },
            { "cores", Cores },
            { "cpulimit", CpuLimit },
            { "cpuunits", CpuUnits },
            { "features", Features?.Render() },
            { "searchdomain", SearchDomain },
            { "description", Description },
            { "onboot", StartAtBoot },
            { "startup", Startup },
            { "protection", Protection },
            { "timezone", TimeZone },
            { "ostype", OsType },
        };
        fields.AddJoined("nameserver", NameServers, ' ');
        fields.Add("tags", Tags.IsEmpty ? null : WordList.NormalTags(Tags));
        foreach (var network in Networks)
        {
            fields.Add($"net{network.Index}", network.Render());
        }

        foreach (var mount in MountPoints)
        {
            fields.Add(mount.Key, mount.Render());
        }

        return fields;
    }
}
