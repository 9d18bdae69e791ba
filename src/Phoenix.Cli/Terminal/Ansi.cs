namespace Phoenix.Cli.Terminal;

/// <summary>Lines as text, with the escapes of colours or without.</summary>
internal static class Ansi
{
    /// <summary>Moves to the first column of a line further up and clears from there.</summary>
    public static string BackOver(int lines) => lines == 0 ? "" : $"\e[{lines}A\e[J";

    /// <summary>The line's text.</summary>
    public static string Render(Line line, ColourUse colours) =>
        colours == ColourUse.Never
            ? line.ToString()
            : string.Concat(line.Pieces.Select(piece => Inline(piece.Text, piece.Tone, colours))).TrimEnd();

    /// <summary>Text in the colour of its tone.</summary>
    public static string Inline(string text, Tone tone, ColourUse colours) =>
        colours == ColourUse.Always && text.Length > 0 && Code(tone) is { } code ? $"\e[{code}m{text}\e[0m" : text;

    private static string? Code(Tone tone) =>
        tone switch
        {
            Tone.Strong => "1",
            Tone.Faint => "2",
            Tone.Good => "32",
            Tone.Attention => "33",
            Tone.Bad => "31",
            Tone.Accent => "36",
            _ => null,
        };
}

/// <summary>Whether colours are used.</summary>
internal enum ColourUse
{
    /// <summary>No.</summary>
    Never,

    /// <summary>Yes.</summary>
    Always,
}
