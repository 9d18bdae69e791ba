using System.Collections.Immutable;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>The parameters of the container methods.</summary>
internal static class LxcParameters
{
    /// <summary>The node of the path.</summary>
    public static Parameter Node { get; } = Parameter.Text("node", Formats.Node).Must();

    /// <summary>The guest of the path or body.</summary>
    public static Parameter Vmid { get; } = Parameter.Integer("vmid", 100, 999_999_999).Must() with { Format = Formats.Vmid };

    /// <summary>A snapshot's name.</summary>
    public static Parameter SnapshotName { get; } = Parameter.Text("snapname", Formats.ConfigId, 40).Must();

    /// <summary>The keys of a container's configuration.</summary>
    public static ImmutableArray<Parameter> Config { get; } =
    [
        Parameter.Choice("arch", "amd64", "i386", "arm64", "armhf", "riscv32", "riscv64"),
        Parameter.Choice("cmode", "shell", "console", "tty"),
        Parameter.Flag("console"),
        Parameter.Integer("cores", 1, 8192),
        new("cpulimit", ParameterType.Number) { Minimum = 0, Maximum = 8192 },
        Parameter.Integer("cpuunits", 0, 500_000),
        Parameter.Flag("debug"),
        Parameter.Text("description", longest: 8192),
        Parameter.Text("dev", LxcFormats.Device.Check) with
        {
            Count = 256,
        },
        Parameter.Text("features", LxcFormats.Features.Check),
        Parameter.Text("hookscript"),
        Parameter.Text("hostname", Formats.DnsName, 255),
        Parameter.Choice(
            "lock",
            "backup",
            "create",
            "destroyed",
            "disk",
            "fstrim",
            "migrate",
            "mounted",
            "rollback",
            "snapshot",
            "snapshot-delete"
        ),
        Parameter.Integer("memory", 16),
        Parameter.Text("mp", LxcFormats.MountPoint.Check) with
        {
            Count = 256,
        },
        Parameter.Text("nameserver", Formats.ListOf(Formats.Address)) with
        {
            ListFormat = true,
        },
        Parameter.Text("net", LxcFormats.Network.Check) with
        {
            Count = 32,
        },
        Parameter.Flag("onboot"),
        Parameter.Choice(
            "ostype",
            "debian",
            "devuan",
            "ubuntu",
            "centos",
            "fedora",
            "opensuse",
            "archlinux",
            "alpine",
            "gentoo",
            "nixos",
            "unmanaged"
        ),
        Parameter.Flag("protection"),
        Parameter.Text("rootfs", LxcFormats.RootFs.Check),
        Parameter.Text("searchdomain", Formats.ListOf(Formats.DnsName)) with
        {
            ListFormat = true,
        },
        Parameter.Text("startup", Formats.Startup),
        Parameter.Integer("swap", 0),
        Parameter.Text("tags", Formats.ListOf(Formats.Tag)) with
        {
            ListFormat = true,
        },
        Parameter.Flag("template"),
        Parameter.Text("timezone", Formats.TimeZone),
        Parameter.Integer("tty", 0, 6),
        Parameter.Flag("unprivileged"),
        Parameter.Text("unused", LxcFormats.Unused.Check) with
        {
            Count = 256,
        },
    ];

    /// <summary>Every key of a configuration, numbered ones spread.</summary>
    public static ImmutableHashSet<string> Keys { get; } = [.. new ParameterSet(Config).All.Select(static parameter => parameter.Name)];

    /// <summary>Creation.</summary>
    public static ParameterSet Create { get; } =
        new([
            Node,
            Vmid,
            .. Config,
            Parameter.Text("ostemplate", longest: 255).Must(),
            Parameter.Text("password") with
            {
                MinimumLength = 5,
            },
            Parameter.Text("ssh-public-keys"),
            Parameter.Text("storage", Formats.StorageId),
            Parameter.Text("pool", Formats.PoolId),
            Parameter.Flag("force"),
            Parameter.Flag("restore"),
            Parameter.Flag("unique"),
            Parameter.Flag("start"),
            Parameter.Flag("ignore-unpack-errors"),
            new("bwlimit", ParameterType.Number) { Minimum = 0 },
        ]);

    /// <summary>A change of the configuration.</summary>
    public static ParameterSet Change { get; } =
        new([Node, Vmid, .. Config, Parameter.Text("delete"), Parameter.Text("revert"), Parameter.Text("digest", longest: 40)]);

    /// <summary>Methods that take only node and guest.</summary>
    public static ParameterSet Guest { get; } = new(Node, Vmid);
}
