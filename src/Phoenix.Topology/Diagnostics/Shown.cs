using System.Globalization;

namespace Phoenix.Topology;

/// <summary>A user's own text made fit to be shown: no control characters that a terminal would obey, and not endless.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>The text in double quotes, cut when long.</summary>
    public static string Quoted(string text) => $"\"{Cut(text)}\"";

    /// <summary>The text, cut when long.</summary>
    public static string Cut(string text) => text.Length <= Longest ? Printable(text) : Printable(text[..(Longest - 1)]) + "…";

    /// <summary>The text with a <c>·</c> for each character that is not printable; a tab becomes one space, so that columns stay.</summary>
    public static string Printable(string text) =>
        string.Create(
            text.Length,
            text,
            static (shown, from) =>
            {
                for (var at = 0; at < from.Length; at++)
                {
                    shown[at] =
                        from[at] == '\t' ? ' '
                        : IsPrintable(from, at) ? from[at]
                        : '·';
                }
            }
        );

    /// <summary>Whether every character can be shown on one line, and none turns the direction of what follows.</summary>
    public static bool IsPrintable(string text) => Enumerable.Range(0, text.Length).All(at => IsPrintable(text, at));

    private static bool IsPrintable(string text, int at) =>
        char.IsSurrogate(text[at])
            ? char.IsSurrogatePair(text, Math.Max(0, char.IsLowSurrogate(text[at]) ? at - 1 : at))
            : CharUnicodeInfo.GetUnicodeCategory(text[at])
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                );
}
