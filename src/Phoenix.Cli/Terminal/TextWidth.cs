using System.Globalization;
using System.Text;

namespace Phoenix.Cli.Terminal;

/// <summary>How many columns of a terminal a text takes: none for marks that go onto the letter before, two for East Asian letters and emoji.</summary>
internal static class TextWidth
{
    // Wide and fullwidth of Unicode's East Asian Width, in blocks: what lies in them unassigned does not occur.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), // Hangul Jamo
        (0x231A, 0x231B),
        (0x23E9, 0x23EC),
        (0x23F0, 0x23F0),
        (0x23F3, 0x23F3),
        (0x25FD, 0x25FE),
        (0x2614, 0x2615),
        (0x2648, 0x2653),
        (0x267F, 0x267F),
        (0x2693, 0x2693),
        (0x26A1, 0x26A1),
        (0x26AA, 0x26AB),
        (0x26BD, 0x26BE),
        (0x26C4, 0x26C5),
        (0x26CE, 0x26CE),
        (0x26D4, 0x26D4),
        (0x26EA, 0x26EA),
        (0x26F2, 0x26F3),
        (0x26F5, 0x26F5),
        (0x26FA, 0x26FA),
        (0x26FD, 0x26FD),
        (0x2705, 0x2705),
        (0x270A, 0x270B),
        (0x2728, 0x2728),
        (0x274C, 0x274C),
        (0x274E, 0x274E),
        (0x2753, 0x2755),
        (0x2757, 0x2757),
        (0x2795, 0x2797),
        (0x27B0, 0x27B0),
        (0x27BF, 0x27BF),
        (0x2B1B, 0x2B1C),
        (0x2B50, 0x2B50),
        (0x2B55, 0x2B55),
        (0x2E80, 0x303E), // CJK radicals, punctuation
        (0x3041, 0x4DBF), // Kana, Bopomofo, CJK
        (0x4E00, 0xA4CF), // CJK, Yi
        (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), // Hangul
        (0xF900, 0xFAFF),
        (0xFE10, 0xFE19),
        (0xFE30, 0xFE6F),
        (0xFF01, 0xFF60), // Fullwidth forms
        (0xFFE0, 0xFFE6),
        (0x16FE0, 0x18DFF), // Tangut, Khitan
        (0x1AFF0, 0x1B2FF), // Kana
        (0x1F004, 0x1F004),
        (0x1F0CF, 0x1F0CF),
        (0x1F18E, 0x1F18E),
        (0x1F191, 0x1F19A),
        (0x1F1E6, 0x1F320), // flags, squared signs, weather
        (0x1F32D, 0x1F335),
        (0x1F337, 0x1F37C),
        (0x1F37E, 0x1F393),
        (0x1F3A0, 0x1F3CA),
        (0x1F3CF, 0x1F3D3),
        (0x1F3E0, 0x1F3F0),
        (0x1F3F4, 0x1F3F4),
        (0x1F3F8, 0x1F43E),
        (0x1F440, 0x1F440),
        (0x1F442, 0x1F4FC),
        (0x1F4FF, 0x1F53D),
        (0x1F54B, 0x1F567),
        (0x1F57A, 0x1F57A),
        (0x1F595, 0x1F596),
        (0x1F5A4, 0x1F5A4),
        (0x1F5FB, 0x1F64F), // faces
        (0x1F680, 0x1F6C5), // traffic
        (0x1F6CC, 0x1F6CC),
        (0x1F6D0, 0x1F6D7),
        (0x1F6DC, 0x1F6DF),
        (0x1F6EB, 0x1F6EC),
        (0x1F6F4, 0x1F6FC),
        (0x1F7E0, 0x1F7F0),
        (0x1F90C, 0x1FAFF),
        (0x20000, 0x3FFFD), // CJK of the supplementary planes
    ];

    /// <summary>The columns of a text.</summary>
    public static int Of(string text)
    {
        var columns = 0;
        foreach (var letter in text.EnumerateRunes())
        {
            columns += Of(letter);
        }

        return columns;
    }

    /// <summary>The beginning of a text that fits into that many columns; no letter is cut in two.</summary>
    public static string Beginning(string text, int columns)
    {
        var at = 0;
        foreach (var letter in text.EnumerateRunes())
        {
            columns -= Of(letter);
            if (columns < 0)
            {
                break;
            }

            at += letter.Utf16SequenceLength;
        }

        return text[..at];
    }

    private static int Of(Rune letter) =>
        letter.Value < 0x300 ? 1
        : IsMark(letter) ? 0
        : IsWide(letter.Value) ? 2
        : 1;

    private static bool IsMark(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static bool IsWide(int letter)
    {
        var (low, high) = (0, Wide.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (letter > Wide[middle].Last)
            {
                low = middle + 1;
            }
            else if (letter < Wide[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
