using System.Globalization;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Config;

/// <summary>How values look after they were stored.</summary>
internal static class NormalForm
{
    /// <summary>Tags: lower case, once each, in order, joined by semicolons.</summary>
    public static string Tags(string value) =>
        OrBlank(
            string.Join(';', Formats.Items(value).Select(static tag => tag.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal))
        );

    /// <summary>Lists of addresses or domains: one blank between.</summary>
    public static string List(string value) => OrBlank(string.Join(' ', Formats.Items(value)));

    /// <summary>Empty values are stored as one blank: a key without a value cannot stand in the file.</summary>
    public static string OrBlank(string value) => value.Length == 0 ? " " : value;

    /// <summary>A size in the largest unit that divides it: <c>4G</c>, <c>4300M</c>, <c>0T</c>.</summary>
    public static string Size(long bytes)
    {
        if (bytes == 0)
        {
            return "0T";
        }
        var (value, unit) = ((bytes + 1023) / 1024, 0);
        while (value % 1024 == 0 && unit < 3)
        {
            (value, unit) = (value / 1024, unit + 1);
        }
        return value.ToString(CultureInfo.InvariantCulture) + "KMGT"[unit];
    }

    /// <summary>The bytes of a size with or without unit; null when it is not one.</summary>
    public static long? Bytes(string size)
    {
        var unit = size.Length == 0 ? -1 : "KMGT".IndexOf(size[^1], StringComparison.Ordinal);
        var number = unit < 0 ? size : size[..^1];
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (long)(value * (1L << (10 * (unit + 1))))
            : null;
    }
}
