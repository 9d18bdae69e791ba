using System.Text.RegularExpressions;

namespace Phoenix.Cli.Terminal;

/// <summary>A piece of a line: text of one tone. Control characters of foreign text never reach the terminal.</summary>
internal readonly partial record struct Piece
{
    /// <summary>Makes a piece; the escapes of colours go, tabs become a space, other control characters <c>·</c>.</summary>
    public Piece(string text, Tone tone = Tone.Plain)
    {
        Text = text.Any(char.IsControl)
            ? string.Concat(
                Escapes()
                    .Replace(text, "")
                    .Select(letter =>
                        letter == '\t' ? ' '
                        : char.IsControl(letter) ? '·'
                        : letter
                    )
            )
            : text;
        Tone = tone;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its tone.</summary>
    public Tone Tone { get; }

    // Non-backtracking: the text is foreign.
    [GeneratedRegex("\\e\\[[0-9;?]*[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();
}
