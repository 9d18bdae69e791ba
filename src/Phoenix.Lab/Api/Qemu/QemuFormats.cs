using System.Collections.Immutable;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>The property strings of virtual machines.</summary>
internal static class QemuFormats
{
    private static readonly ImmutableArray<string> Models =
    [
        "virtio",
        "e1000",
        "e1000e",
        "rtl8139",
        "vmxnet3",
        "ne2k_pci",
        "i82551",
        "pcnet",
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
}
