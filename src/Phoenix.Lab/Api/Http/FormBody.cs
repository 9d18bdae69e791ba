using System.Globalization;
using System.Text;

namespace Phoenix.Lab.Api.Http;

/// <summary>Forms and query strings as Proxmox reads them: pairs end at <c>&amp;</c> or <c>;</c>, plus is a space, text is UTF-8.</summary>
internal static class FormBody
{
    /// <summary>The pairs in order. Bytes that are not UTF-8 become U+FFFD.</summary>
    public static IEnumerable<(string Name, string Value)> Parse(string text)
    {
        foreach (var pair in text.Split('&', ';'))
        {
            if (pair.Length == 0)
            {
                continue;
            }
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? (Decode(pair, plusIsSpace: true), "")
                : (Decode(pair[..equals], plusIsSpace: true), Decode(pair[(equals + 1)..], plusIsSpace: true));
        }
    }

    /// <summary>Decodes percent signs; a percent sign without two hexadecimal digits stays.</summary>
    public static string Decode(string text, bool plusIsSpace)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var decoded = new MemoryStream(bytes.Length);
        for (var index = 0; index < bytes.Length; index++)
        {
            if (
                bytes[index] == '%'
                && index + 2 < bytes.Length
                && byte.TryParse(bytes.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            )
            {
                decoded.WriteByte(value);
                index += 2;
            }
            else
            {
                decoded.WriteByte(plusIsSpace && bytes[index] == '+' ? (byte)' ' : bytes[index]);
            }
        }
        return Encoding.UTF8.GetString(decoded.ToArray());
    }
}
