using Phoenix.Lab.Api.Config;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>A virtual machine's values as they are stored. Most stay as they were sent.</summary>
internal static class QemuValues
{
    /// <summary>A key's value at creation. An interface without an address of its own gets a new random one.</summary>
    public static string New(string key, string value)
    {
        if (!key.StartsWith("net", StringComparison.Ordinal))
        {
            return NormalForm.OrBlank(value);
        }
        var net = QemuFormats.Network.Parse(value);
        var model = net["model"];
        var hardware = net.GetValueOrDefault("macaddr") ?? HardwareAddress.Random();
        var rest = PropertyText.Write(net.Remove("model").Remove("macaddr"), null);
        return rest.Length == 0 ? $"{model}={hardware}" : $"{model}={hardware},{rest}";
    }

    /// <summary>A key's value at a change: tags are put in order then, and not before.</summary>
    public static string Changed(string key, string value) =>
        key switch
        {
            "tags" => NormalForm.Tags(value),
            "description" => value.TrimEnd('\n'),
            _ => New(key, value),
        };
}
