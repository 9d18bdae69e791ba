using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Lxc;

/// <summary>An interface of a container, the value of <c>net[n]</c>.</summary>
/// <param name="Index">The number of the key: 0 for <c>net0</c>.</param>
public sealed record LxcNetwork(int Index)
{
    private static readonly string[] Known =
    [
        "name",
        "bridge",
        "firewall",
        "gw",
        "gw6",
        "hwaddr",
        "ip",
        "ip6",
        "link_down",
        "mtu",
        "rate",
        "tag",
        "type",
    ];

    /// <summary>The name inside the container, e.g. <c>eth0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The bridge of the node.</summary>
    public string? Bridge { get; init; }

    /// <summary>MAC address. Carry it over into every change: without it the node makes a new one on each PUT.</summary>
    public string? HardwareAddress { get; init; }

    /// <summary>IPv4 address with prefix, <c>dhcp</c> or <c>manual</c>.</summary>
    public string? Address { get; init; }

    /// <summary>IPv4 default gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>IPv6 address with prefix, <c>auto</c>, <c>dhcp</c> or <c>manual</c>.</summary>
    public string? Address6 { get; init; }

    /// <summary>IPv6 default gateway.</summary>
    public string? Gateway6 { get; init; }

    /// <summary>Whether the firewall sees this interface; null as the node's default, off.</summary>
    public bool? Firewall { get; init; }

    /// <summary>Whether the cable is out.</summary>
    public bool? LinkDown { get; init; }

    /// <summary>MTU.</summary>
    public int? Mtu { get; init; }

    /// <summary>Limit in MB/s, in the node's spelling.</summary>
    public string? Rate { get; init; }

    /// <summary>VLAN.</summary>
    public int? Tag { get; init; }

    /// <summary>Always <c>veth</c> once the node has written it.</summary>
    public string? Type { get; init; }

    /// <summary>Parts that this record does not know, kept as they are.</summary>
    public PropertyString? Others { get; init; }

    /// <summary>Reads the value of <c>net[n]</c>.</summary>
    public static LxcNetwork Parse(int index, string text)
    {
        var read = PropertyString.Parse(text);
        return new LxcNetwork(index)
        {
            Name = read["name"] ?? "",
            Bridge = read["bridge"],
            HardwareAddress = read["hwaddr"],
            Address = read["ip"],
            Gateway = read["gw"],
            Address6 = read["ip6"],
            Gateway6 = read["gw6"],
            Firewall = read.Flag("firewall"),
            LinkDown = read.Flag("link_down"),
            Mtu = read.Number("mtu"),
            Rate = read["rate"],
            Tag = read.Number("tag"),
            Type = read["type"],
            Others = new PropertyString().WithRest(read, Known) is { Parts.Length: > 0 } others ? others : null,
        };
    }

    /// <summary>In the node's normal form: name, bridge, then by alphabet.</summary>
    public string Render() =>
        new PropertyString()
            .With("name", Name)
            .With("bridge", Bridge)
            .With("firewall", Firewall)
            .With("gw", Gateway)
            .With("gw6", Gateway6)
            .With("hwaddr", HardwareAddress)
            .With("ip", Address)
            .With("ip6", Address6)
            .With("link_down", LinkDown)
            .With("mtu", Mtu)
            .With("rate", Rate)
            .With("tag", Tag)
            .With("type", Type)
            .WithRest(Others)
            .Ordered("name", "bridge")
            .Render();
}
