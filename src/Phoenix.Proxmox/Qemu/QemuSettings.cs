using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Qemu;

/// <summary>What can be set of a virtual machine when it is made and afterwards. Null and empty: not sent.</summary>
public sealed record QemuSettings
{
    /// <summary>Its name, also the guest's host name through cloud-init.</summary>
    public string? Name { get; init; }

    /// <summary>Memory, whole MiB.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>Memory it may be shrunk to, whole MiB; zero: never shrunk.</summary>
    public ByteSize? Balloon { get; init; }

    /// <summary>Cores of a socket.</summary>
    public int? Cores { get; init; }

    /// <summary>Sockets.</summary>
    public int? Sockets { get; init; }

    /// <summary>CPU type, e.g. <c>host</c>, <c>x86-64-v2-AES</c>.</summary>
    public string? Cpu { get; init; }

    /// <summary><c>l26</c> for Linux.</summary>
    public string? OsType { get; init; }

    /// <summary><c>seabios</c> or <c>ovmf</c>.</summary>
    public string? Bios { get; init; }

    /// <summary><c>q35</c>, or null.</summary>
    public string? Machine { get; init; }

    /// <summary><c>virtio-scsi-single</c>, ...</summary>
    public string? ScsiController { get; init; }

    /// <summary>Interfaces.</summary>
    public ImmutableArray<QemuNetwork> Networks { get; init; } = [];

    /// <summary>Drives.</summary>
    public ImmutableArray<QemuDrive> Drives { get; init; } = [];

    /// <summary>Boot order, e.g. <c>order=scsi0</c>.</summary>
    public string? Boot { get; init; }

    /// <summary>First serial port: <c>socket</c>.</summary>
    public string? Serial { get; init; }

    /// <summary>Display: <c>serial0</c>, <c>std</c>, ...</summary>
    public string? Display { get; init; }

    /// <summary>The guest agent is expected. Without it the node answers no agent call.</summary>
    public bool? Agent { get; init; }

    /// <summary>cloud-init.</summary>
    public CloudInit? CloudInit { get; init; }

    /// <summary>Tags; stored lower case, unique and sorted.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Notes. Comes back without a line break at its end, unlike a container's.</summary>
    public string? Description { get; init; }

    /// <summary>Started with the node.</summary>
    public bool? StartAtBoot { get; init; }

    /// <summary>Order at boot, e.g. <c>order=2</c>.</summary>
    public string? Startup { get; init; }

    /// <summary>Refuses removal.</summary>
    public bool? Protection { get; init; }

    internal FormFields ToFields()
    {
        var fields = new FormFields
        {
            { "name", Name },
            { "memory", Memory?.Mebibytes },
            { "balloon", Balloon?.Mebibytes },
            { "cores", Cores },
            { "sockets", Sockets },
            { "cpu", Cpu },
            { "ostype", OsType },
            { "bios", Bios },
            { "machine", Machine },
            { "scsihw", ScsiController },
            { "boot", Boot },
            { "serial0", Serial },
            { "vga", Display },
            { "agent", Agent },
            { "tags", Tags.IsEmpty ? null : WordList.NormalTags(Tags) },
            { "description", Description },
            { "onboot", StartAtBoot },
            { "startup", Startup },
            { "protection", Protection },
        };
        foreach (var network in Networks)
        {
            fields.Add($"net{network.Index}", network.Render());
        }

        foreach (var drive in Drives)
        {
            fields.Add(drive.Key, drive.Render());
        }

        return CloudInit is null ? fields : fields.With(CloudInit.ToFields());
    }
}
