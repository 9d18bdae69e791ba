using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Qemu;

/// <summary>A drive of a virtual machine: the value of <c>scsi[n]</c>, <c>virtio[n]</c>, <c>ide[n]</c>, <c>sata[n]</c>, <c>efidisk0</c>.</summary>
/// <param name="Key">E.g. <c>scsi0</c>.</param>
/// <param name="File">The volume, a new one (<see cref="VolumeSpec.New"/>), <c>local:cloudinit</c>, or an ISO.</param>
public sealed record QemuDrive(string Key, string File)
{
    private static readonly string[] Known = ["file", "import-from", "media", "discard", "iothread", "ssd", "size"];

    /// <summary>A volume or a file of the host to copy into a new volume; then <see cref="File"/> is <c>storage:0</c>.</summary>
    public string? ImportFrom { get; init; }

    /// <summary><c>cdrom</c> or null.</summary>
    public string? Media { get; init; }

    /// <summary>Freed blocks go back to the storage.</summary>
    public bool Discard { get; init; }

    /// <summary>A thread of its own (virtio-scsi-single).</summary>
    public bool? IoThread { get; init; }

    /// <summary>The guest sees an SSD.</summary>
    public bool? Ssd { get; init; }

    /// <summary>The size as the node writes it, e.g. <c>8G</c>; read only.</summary>
    public string? Size { get; init; }

    /// <summary>Parts that this record does not know, kept as they are.</summary>
    public PropertyString? Others { get; init; }

    /// <summary>Reads the value of a drive.</summary>
    public static QemuDrive Parse(string key, string text)
    {
        var read = PropertyString.Parse(text, "file");
        return new QemuDrive(key, read["file"] ?? read["volume"] ?? "")
        {
            ImportFrom = read["import-from"],
            Media = read["media"],
            Discard = read["discard"] == "on",
            IoThread = read.Flag("iothread"),
            Ssd = read.Flag("ssd"),
            Size = read["size"],
            Others = new PropertyString().WithRest(read, [.. Known, "volume"]) is { Parts.Length: > 0 } others ? others : null,
        };
    }

    /// <summary>In the node's normal form: the file without its key, then by alphabet.</summary>
    public string Render() =>
        new PropertyString()
            .With("file", File)
            .With("import-from", ImportFrom)
            .With("media", Media)
            .With("discard", Discard ? "on" : null)
            .With("iothread", IoThread)
            .With("ssd", Ssd)
            .With("size", Size)
            .WithRest(Others)
            .Ordered("file")
            .Render("file");
}
