using System.Globalization;

namespace Phoenix.Cli.Terminal;

/// <summary>Durations as people write them.</summary>
internal static class Durations
{
    /// <summary><c>11 ms</c>, <c>9.1 s</c>, <c>58 s</c>, <c>2 min 5 s</c>, <c>1 h 10 min</c>.</summary>
    public static string Exact(TimeSpan duration) =>
        duration.TotalMilliseconds < 99.5 ? $"{Math.Round(duration.TotalMilliseconds)} ms"
        : duration.TotalSeconds < 19.95 ? $"{duration.TotalSeconds:0.0} s"
        : duration.TotalSeconds < 99.5 ? $"{Math.Round(duration.TotalSeconds)} s"
        : duration.TotalMinutes < 60 ? $"{(int)duration.TotalMinutes} min {duration.Seconds} s"
        : $"{(int)duration.TotalHours} h {duration.Minutes} min";

    /// <summary>The largest unit: <c>3 d</c>, <c>17 h</c>, <c>5 min</c>, <c>12 s</c>.</summary>
    public static string Rough(TimeSpan duration) =>
        duration.TotalDays >= 2 ? $"{(int)duration.TotalDays} d"
        : duration.TotalHours >= 2 ? $"{(int)duration.TotalHours} h"
        : duration.TotalMinutes >= 2 ? $"{(int)duration.TotalMinutes} min"
        : $"{Math.Max(0, (int)duration.TotalSeconds)} s";

    /// <summary>Reads <c>30s</c>, <c>5min</c> or <c>1h</c>: a whole number of at most five digits, and its unit.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        TimeSpan? unit = text[digits..] switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "m" or "min" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => null,
        };
        duration = digits is > 0 and <= 5 && unit is { } one ? int.Parse(text[..digits], CultureInfo.InvariantCulture) * one : default;
        return digits is > 0 and <= 5 && unit is not null;
    }
}
