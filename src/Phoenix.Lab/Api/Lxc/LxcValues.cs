using Phoenix.Lab.Api.Config;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>A container's values as they are stored.</summary>
internal static class LxcValues
{
    /// <summary>A key's value in its normal form. A network interface without an address of its own gets a new random one.</summary>
    public static string Normal(string key, string value)
    {
        if (key.StartsWith("net", StringComparison.Ordinal))
        {
            var net = LxcFormats.Network.Parse(value);
            net = net.ContainsKey("hwaddr") ? net : net.SetItem("hwaddr", HardwareAddress.Random());
            return PropertyText.Write(net.SetItem("type", "veth"), null, "name", "bridge");
        }
        return key switch
        {
            "tags" => NormalForm.Tags(value),
            "nameserver" or "searchdomain" => NormalForm.List(value),
            "description" => value,
            // The least a control group takes.
            "cpuunits" when int.TryParse(value, out var units) => $"{Math.Max(2, units)}",
            "memory" or "swap" or "cores" or "tty" when value.All(char.IsAsciiDigit) => $"{long.Parse(value)}",
            _ => NormalForm.OrBlank(value),
        };
    }
}
