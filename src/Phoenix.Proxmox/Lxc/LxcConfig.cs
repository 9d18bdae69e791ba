using System.Collections.Immutable;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Lxc;

/// <summary>A container's configuration as the node has it, pending changes merged in.</summary>
public sealed record LxcConfig
{
    /// <summary>SHA-1 of the file; give it back with a change to be sure that nobody changed it meanwhile.</summary>
    public required string Digest { get; init; }

    /// <summary>Every key with its value in the node's own spelling, the ones below included.</summary>
    public required ImmutableSortedDictionary<string, string> Keys { get; init; }

    /// <summary>What can be set, read back.</summary>
    public required LxcSettings Settings { get; init; }

    /// <summary>The root disk; null while the container is being made.</summary>
    public LxcVolume? RootDisk { get; init; }

    /// <summary>Its own user ids.</summary>
    public bool Unprivileged { get; init; }

    /// <summary>A template, which cannot be started.</summary>
    public bool Template { get; init; }

    /// <summary>Why it is locked: <c>create</c>, <c>backup</c>, <c>snapshot</c>, ...; null when it is not.</summary>
    public string? Lock { get; init; }

    internal static LxcConfig From(Answer answer)
    {
        var keys = GuestKeys.From(answer);
        return new LxcConfig
        {
            Digest = answer["digest"].Text ?? "",
            Keys = keys,
            RootDisk = keys.TryGetValue("rootfs", out var root) ? LxcVolume.Parse("rootfs", root) : null,
            Unprivileged = answer["unprivileged"].IsSet,
            Template = answer["template"].IsSet,
            Lock = answer["lock"].Text,
            Settings = new LxcSettings
            {
                HostName = answer["hostname"].Text,
                Memory = Mebibytes(answer["memory"]),
                Swap = Mebibytes(answer["swap"]),
                Cores = (int?)answer["cores"].Number,
                CpuLimit = answer["cpulimit"].Fraction,
                CpuUnits = (int?)answer["cpuunits"].Number,
                Features =
                    answer["features"].Text is { } features && !string.IsNullOrWhiteSpace(features) ? LxcFeatures.Parse(features) : null,
                Networks = [.. GuestKeys.Indexed(keys, "net").Select(net => LxcNetwork.Parse(net.Index, net.Value))],
                MountPoints = [.. GuestKeys.Indexed(keys, "mp").Select(mount => LxcVolume.Parse($"mp{mount.Index}", mount.Value))],
                NameServers = answer["nameserver"].Words,
                SearchDomain = answer["searchdomain"].Text,
                Tags = answer["tags"].Words,
                Description = answer["description"].Text,
                StartAtBoot = answer["onboot"].Flag,
                Startup = answer["startup"].Text,
                Protection = answer["protection"].Flag,
                TimeZone = answer["timezone"].Text,
                OsType = answer["ostype"].Text,
            },
        };
    }

    private static ByteSize? Mebibytes(Answer value) => value.Number is { } count ? ByteSize.FromMebibytes(count) : null;
}
