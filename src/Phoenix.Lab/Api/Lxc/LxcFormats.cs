using System.Collections.Immutable;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>The property strings of containers.</summary>
internal static class LxcFormats
{
    private static readonly Parameter Volume = Parameter.Text("volume").Must() with { DefaultKey = true };

    private static readonly ImmutableArray<Parameter> MountOptions =
    [
        Volume,
        Parameter.Text("size"),
        Parameter.Flag("acl"),
        Parameter.Text("mountoptions"),
        Parameter.Flag("ro"),
        Parameter.Flag("quota"),
        Parameter.Flag("replicate"),
        Parameter.Flag("shared"),
    ];

    /// <summary><c>rootfs</c>.</summary>
    public static PropertyFormat RootFs { get; } = new(MountOptions);

    /// <summary><c>mp0</c> and its like.</summary>
    public static PropertyFormat MountPoint { get; } =
        new([.. MountOptions, Parameter.Text("mp", Formats.MountPath).Must(), Parameter.Flag("backup"), Parameter.Flag("keepattrs")]);

    /// <summary><c>unused0</c> and its like.</summary>
    public static PropertyFormat Unused { get; } = new([Volume]);

    /// <summary><c>net0</c> and its like.</summary>
    public static PropertyFormat Network { get; } =
        new([
            Parameter.Text("name").Must() with
            {
                MinimumLength = 2,
                MaximumLength = 15,
            },
            Parameter.Text("bridge", Formats.Bridge),
            Parameter.Text("hwaddr", Formats.MacAddress),
            Parameter.Choice("type", "veth"),
            Parameter.Text("ip", Formats.IPv4Configuration),
            Parameter.Text("gw", Formats.IPv4),
            Parameter.Text("ip6", Formats.IPv6Configuration),
            Parameter.Text("gw6", Formats.IPv6),
            Parameter.Flag("firewall"),
            Parameter.Flag("link_down"),
            Parameter.Flag("host-managed"),
            Parameter.Integer("mtu", 64, 65535),
            Parameter.Integer("tag", 1, 4094),
            Parameter.Text("trunks"),
            new Parameter("rate", ParameterType.Number),
        ]);

    /// <summary><c>features</c>.</summary>
    public static PropertyFormat Features { get; } =
        new([
            Parameter.Flag("nesting"),
            Parameter.Flag("keyctl"),
            Parameter.Flag("fuse"),
            Parameter.Flag("mknod"),
            Parameter.Flag("force_rw_sys"),
            Parameter.Text("mount"),
        ]);

    /// <summary><c>dev0</c> and its like.</summary>
    public static PropertyFormat Device { get; } =
        new([
            Parameter.Text("path", Formats.DevicePath) with
            {
                DefaultKey = true,
            },
            Parameter.Text("mode"),
            Parameter.Integer("uid", 0),
            Parameter.Integer("gid", 0),
            Parameter.Flag("deny-write"),
        ]);
}
