using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>The parameters of the methods for virtual machines.</summary>
internal static partial class QemuParameters
{
    private static readonly string[] Switches =
    [
        "acpi",
        "autostart",
        "ciupgrade",
        "freeze",
        "keephugepages",
        "kvm",
        "localtime",
        "numa",
        "onboot",
        "protection",
        "reboot",
        "tablet",
        "tdf",
        "template",
    ];

    private static readonly string[] Texts =
    [
        "affinity",
        "args",
        "audio0",
        "boot",
        "bootdisk",
        "cdrom",
        "cipassword",
        "ciuser",
        "hookscript",
        "hotplug",
        "ivshmem",
        "rng0",
        "smbios1",
        "spice_enhancements",
        "startdate",
        "tpmstate0",
        "vga",
        "vmgenid",
        "vmstatestorage",
        "watchdog",
    ];

    /// <summary>The keys of a virtual machine's configuration.</summary>
    public static ImmutableArray<Parameter> Config { get; } =
    [
        .. Switches.Select(Parameter.Flag),
        .. Texts.Select(static name => Parameter.Text(name)),
        Parameter.Text("agent", QemuFormats.Agent.Check),
        Parameter.Choice("arch", "x86_64", "aarch64"),
        Parameter.Integer("balloon", 0),
        Parameter.Choice("bios", "seabios", "ovmf"),
        Parameter.Text("cicustom", QemuFormats.CloudInitCustom.Check),
        Parameter.Choice("citype", "configdrive2", "nocloud", "opennebula"),
        Parameter.Integer("cores", 1),
        Parameter.Text("cpu", QemuFormats.Cpu),
        new("cpulimit", ParameterType.Number) { Minimum = 0, Maximum = 128 },
        Parameter.Integer("cpuunits", 1, 262_144),
        Parameter.Text("description", longest: 8192),
        Parameter.Text("efidisk0", QemuFormats.Drive.Check),
        Parameter.Choice("hugepages", "any", "2", "1024"),
        Parameter.Choice(
            "keyboard",
            "de",
            "de-ch",
            "da",
            "en-gb",
            "en-us",
            "es",
            "fi",
            "fr",
            "fr-be",
            "fr-ca",
            "fr-ch",
            "hu",
            "is",
            "it",
            "ja",
            "lt",
            "mk",
            "nl",
            "no",
            "pl",
            "pt",
            "pt-br",
            "sv",
            "sl",
            "tr"
        ),
        Parameter.Choice(
            "lock",
            "backup",
            "clone",
            "create",
            "migrate",
            "rollback",
            "snapshot",
            "snapshot-delete",
            "suspending",
            "suspended"
        ),
        Parameter.Text("machine", QemuFormats.Machine.Check, 40),
        Parameter.Text("memory", QemuFormats.Memory.Check),
        new("migrate_downtime", ParameterType.Number) { Minimum = 0 },
        Parameter.Integer("migrate_speed", 0),
        Parameter.Text("name", Formats.DnsName),
        Parameter.Text("nameserver", Formats.ListOf(Formats.Address)) with
        {
            ListFormat = true,
        },
        Parameter.Choice(
            "ostype",
            "other",
            "wxp",
            "w2k",
            "w2k3",
            "w2k8",
            "wvista",
            "win7",
            "win8",
            "win10",
            "win11",
            "l24",
            "l26",
            "solaris"
        ),
        Parameter.Choice("scsihw", "lsi", "lsi53c810", "virtio-scsi-pci", "virtio-scsi-single", "megasas", "pvscsi"),
        Parameter.Text("searchdomain"),
        Parameter.Integer("shares", 0, 50000),
        Parameter.Integer("smp", 1),
        Parameter.Integer("sockets", 1),
        Parameter.Text("sshkeys", Formats.UrlEncoded),
        Parameter.Text("startup", Formats.Startup),
        Parameter.Text("tags", Formats.ListOf(Formats.Tag)) with
        {
            ListFormat = true,
        },
        Parameter.Integer("vcpus", 1),
        Parameter.Text("net", QemuFormats.Network.Check) with
        {
            Count = 32,
        },
        Parameter.Text("ipconfig", QemuFormats.IpConfig.Check) with
        {
            Count = 32,
        },
        Parameter.Text("ide", QemuFormats.Drive.Check) with
        {
            Count = 4,
        },
        Parameter.Text("sata", QemuFormats.Drive.Check) with
        {
            Count = 6,
        },
        Parameter.Text("scsi", QemuFormats.Drive.Check) with
        {
            Count = 31,
        },
        Parameter.Text("virtio", QemuFormats.Drive.Check) with
        {
            Count = 16,
        },
        Parameter.Text("unused", QemuFormats.Drive.Check) with
        {
            Count = 256,
        },
        Parameter.Text("serial") with
        {
            Count = 4,
            Pattern = Serial,
        },
        Parameter.Text("parallel") with
        {
            Count = 3,
        },
        Parameter.Text("usb") with
        {
            Count = 14,
        },
        Parameter.Text("hostpci") with
        {
            Count = 16,
        },
        Parameter.Text("numa") with
        {
            Count = 8,
        },
    ];

    /// <summary>Every key of a configuration, numbered ones spread.</summary>
    public static ImmutableHashSet<string> Keys { get; } = [.. new ParameterSet(Config).All.Select(static parameter => parameter.Name)];

    /// <summary>Creation.</summary>
    public static ParameterSet Create { get; } =
        new([
            LxcParameters.Node,
            LxcParameters.Vmid,
            .. Config,
            Parameter.Text("archive", longest: 255),
            Parameter.Text("import-working-storage", Formats.StorageId),
            Parameter.Text("pool", Formats.PoolId),
            Parameter.Text("storage", Formats.StorageId),
            Parameter.Flag("force"),
            Parameter.Flag("live-restore"),
            Parameter.Flag("start"),
            Parameter.Flag("unique"),
            Parameter.Integer("bwlimit", 0),
        ]);

    /// <summary>A change of the configuration.</summary>
    public static ParameterSet Change { get; } =
        new([
            LxcParameters.Node,
            LxcParameters.Vmid,
            .. Config,
            Parameter.Text("delete"),
            Parameter.Text("revert"),
            Parameter.Text("digest", longest: 40),
            Parameter.Flag("force"),
            Parameter.Flag("skiplock"),
        ]);

    /// <summary>A change in a task.</summary>
    public static ParameterSet ChangeLater { get; } =
        new([.. Change.All, Parameter.Integer("background_delay", 1, 30), Parameter.Text("import-working-storage", Formats.StorageId)]);

    /// <summary>Whether the key is a disk or CD drive.</summary>
    public static bool IsDrive(string key) => Drive.IsMatch(key);

    [GeneratedRegex(@"^(ide|sata|scsi|virtio)\d+\z|^(efidisk|tpmstate)0\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Drive { get; }

    [GeneratedRegex(@"^(/dev/.+|socket)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Serial { get; }
}
