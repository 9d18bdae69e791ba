using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Lxc;

/// <summary>A volume of a container: the value of <c>rootfs</c> or, with a path, of <c>mp[n]</c>.</summary>
/// <param name="Key"><c>rootfs</c> or <c>mp0</c>, ...</param>
/// <param name="Volume">The volume, a new one (<see cref="VolumeSpec.New"/>), or a directory of the host.</param>
public sealed record LxcVolume(string Key, string Volume)
{
    private static readonly string[] Known = ["volume", "mp", "size", "ro", "backup", "shared"];

    /// <summary>Where it is mounted; null for <c>rootfs</c>.</summary>
    public string? MountPoint { get; init; }

    /// <summary>The size as the node writes it, e.g. <c>8G</c>; read only, a new volume's size is part of its name.</summary>
    public string? Size { get; init; }

    /// <summary>Mounted read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Part of backups.</summary>
    public bool? Backup { get; init; }

    /// <summary>On every node.</summary>
    public bool? Shared { get; init; }

    /// <summary>Parts that this record does not know, kept as they are.</summary>
    public PropertyString? Others { get; init; }

    /// <summary>Reads the value of <c>rootfs</c> or <c>mp[n]</c>.</summary>
    public static LxcVolume Parse(string key, string text)
    {
        var read = PropertyString.Parse(text, "volume");
        return new LxcVolume(key, read["volume"] ?? "")
        {
            MountPoint = read["mp"],
            Size = read["size"],
            ReadOnly = read.Flag("ro"),
            Backup = read.Flag("backup"),
            Shared = read.Flag("shared"),
            Others = new PropertyString().WithRest(read, Known) is { Parts.Length: > 0 } others ? others : null,
        };
    }

    /// <summary>In the node's normal form: the volume without its key, the path, then by alphabet.</summary>
    public string Render() =>
        new PropertyString()
            .With("volume", Volume)
            .With("mp", MountPoint)
            .With("backup", Backup)
            .With("ro", ReadOnly)
            .With("shared", Shared)
            .With("size", Size)
            .WithRest(Others)
            .Ordered("volume", "mp")
            .Render("volume");
}
