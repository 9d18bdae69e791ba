using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>The property strings of virtual machines.</summary>
internal static partial class QemuFormats
{
    private static readonly ImmutableArray<string> Models =
    [
        "e1000",
        "e1000-82540em",
        "e1000-82544gc",
        "e1000-82545em",
        "e1000e",
        "i82551",
        "i82557b",
        "i82559er",
        "ne2k_isa",
        "ne2k_pci",
        "pcnet",
        "rtl8139",
        "virtio",
        "vmxnet3",
    ];

    /// <summary><c>net0</c> and its like: <c>virtio=MAC,bridge=vmbr0</c>.</summary>
    public static PropertyFormat Network { get; } =
        new(
            [
                Parameter.Choice("model", Models).Must() with
                {
                    DefaultKey = true,
                },
                Parameter.Text("macaddr", Formats.MacAddress),
                Parameter.Text("bridge", Formats.Bridge),
                Parameter.Flag("firewall"),
                Parameter.Flag("link_down"),
                Parameter.Integer("queues", 0, 64),
                Parameter.Integer("tag", 1, 4094),
                Parameter.Integer("mtu", 1, 65520),
                Parameter.Text("trunks"),
                new Parameter("rate", ParameterType.Number) { Minimum = 0 },
            ],
            Models.ToImmutableDictionary(static model => model, static _ => ("model", "macaddr"))
        );

    /// <summary><c>ipconfig0</c> and its like.</summary>
    public static PropertyFormat IpConfig { get; } =
        new([
            Parameter.Text("ip", Formats.IPv4Configuration),
            Parameter.Text("gw", Formats.IPv4) with
            {
                Requires = "ip",
            },
            Parameter.Text("ip6", Formats.IPv6Configuration),
            Parameter.Text("gw6", Formats.IPv6) with
            {
                Requires = "ip6",
            },
        ]);

    /// <summary>Disks and CD drives.</summary>
    public static PropertyFormat Drive { get; } =
        new([
            Parameter.Text("file").Must() with
            {
                DefaultKey = true,
            },
            Parameter.Choice("aio", "native", "threads", "io_uring"),
            Parameter.Choice("cache", "none", "writethrough", "writeback", "unsafe", "directsync"),
            Parameter.Choice("discard", "ignore", "on"),
            Parameter.Choice("format", "raw", "qcow", "qed", "qcow2", "vmdk", "cloop"),
            Parameter.Choice("media", "cdrom", "disk"),
            Parameter.Text("import-from"),
            Parameter.Text("serial"),
            Parameter.Text("size"),
            Parameter.Text("efitype"),
            Parameter.Integer("iops"),
            Parameter.Integer("queues", 2),
            new Parameter("mbps", ParameterType.Number),
            .. new[] { "backup", "detect_zeroes", "iothread", "replicate", "ro", "shared", "snapshot", "ssd", "pre-enrolled-keys" }.Select(
                Parameter.Flag
            ),
        ]);

    /// <summary><c>agent</c>.</summary>
    public static PropertyFormat Agent { get; } =
        new([
            Parameter.Flag("enabled") with
            {
                DefaultKey = true,
                Required = true,
            },
            Parameter.Flag("fstrim_cloned_disks"),
            Parameter.Flag("freeze-fs-on-backup"),
            Parameter.Choice("type", "virtio", "isa"),
        ]);

    /// <summary><c>memory</c>: <c>1024</c> or <c>current=1024</c>.</summary>
    public static PropertyFormat Memory { get; } = new([Parameter.Integer("current", 16).Must() with { DefaultKey = true }]);

    /// <summary><c>machine</c>.</summary>
    public static PropertyFormat Machine { get; } =
        new([Parameter.Text("type") with { DefaultKey = true, Pattern = MachineType }, Parameter.Choice("viommu", "intel", "virtio")]);

    /// <summary><c>cicustom</c>: snippets in the place of generated files.</summary>
    public static PropertyFormat CloudInitCustom { get; } =
        new([Parameter.Text("user"), Parameter.Text("network"), Parameter.Text("meta"), Parameter.Text("vendor")]);

    /// <summary><c>cpu</c>.</summary>
    public static string? Cpu(string path, string value)
    {
        var type = value.Split(',')[0];
        type = type.StartsWith("cputype=", StringComparison.Ordinal) ? type[8..] : type;
        return type.StartsWith("custom-", StringComparison.Ordinal) || CpuTypes.Contains(type)
            ? null
            : $"Built-in cputype '{type}' is not defined (missing 'custom-' prefix?)";
    }

    private static readonly ImmutableHashSet<string> CpuTypes =
    [
        "host",
        "max",
        "kvm32",
        "kvm64",
        "qemu32",
        "qemu64",
        "x86-64-v2",
        "x86-64-v2-AES",
        "x86-64-v3",
        "x86-64-v4",
        "EPYC",
        "EPYC-Milan",
        "EPYC-Rome",
        "EPYC-Genoa",
        "Broadwell",
        "Cascadelake-Server",
        "Cooperlake",
        "Haswell",
        "Icelake-Server",
        "IvyBridge",
        "Nehalem",
        "Penryn",
        "SandyBridge",
        "SapphireRapids",
        "Skylake-Client",
        "Skylake-Server",
        "Westmere",
    ];

    [GeneratedRegex(
        @"^(pc|q35|virt|pc(-i440fx|-q35)?-\d+(\.\d+)+(\+pve\d+)?(\.pxe)?|virt-\d+(\.\d+)+)\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex MachineType { get; }
}
