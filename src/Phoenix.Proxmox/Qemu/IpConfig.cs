using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Qemu;

/// <summary>Addresses that cloud-init gives an interface, the value of <c>ipconfig[n]</c>.</summary>
/// <param name="Index">The number of the key, the same as the interface's.</param>
public sealed record IpConfig(int Index)
{
    /// <summary>IPv4 address with prefix, or <c>dhcp</c>.</summary>
    public string? Address { get; init; }

    /// <summary>IPv4 default gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>IPv6 address with prefix, <c>auto</c> or <c>dhcp</c>.</summary>
    public string? Address6 { get; init; }

    /// <summary>IPv6 default gateway.</summary>
    public string? Gateway6 { get; init; }

    /// <summary>Reads the value of <c>ipconfig[n]</c>.</summary>
    public static IpConfig Parse(int index, string text)
    {
        var read = PropertyString.Parse(text);
        return new IpConfig(index)
        {
            Address = read["ip"],
            Gateway = read["gw"],
            Address6 = read["ip6"],
            Gateway6 = read["gw6"],
        };
    }

    /// <summary>The value; the node keeps it verbatim, so compare parsed values.</summary>
    public string Render() =>
        new PropertyString().With("ip", Address).With("gw", Gateway).With("ip6", Address6).With("gw6", Gateway6).Render();
}
