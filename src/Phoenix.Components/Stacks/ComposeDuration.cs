using System.Globalization;
using System.Text.RegularExpressions;

namespace Phoenix.Components.Stacks;

/// <summary>Times as compose files write them: <c>30s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
internal static partial class ComposeDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The time, at most a day; null when it is none.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var seconds = match
            .Groups["number"]
            .Captures.Zip(
                match.Groups["unit"].Captures,
                (number, unit) => double.Parse(number.Value, CultureInfo.InvariantCulture) * SecondsIn(unit.Value)
            )
            .Sum();
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }

    private static double SecondsIn(string unit) =>
        unit switch
        {
            "us" => 1e-6,
            "ms" => 1e-3,
            "s" => 1,
            "m" => 60,
            _ => 3600,
        };

    [GeneratedRegex(
        @"\A(?:(?<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?<unit>us|ms|s|m|h))+\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
