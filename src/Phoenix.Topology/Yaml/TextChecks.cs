namespace Phoenix.Topology.Yaml;

/// <summary>What is checked before a text is given to the parser.</summary>
internal static class TextChecks
{
    public static Diagnostic? Problem(SourceText source, LineMap lines)
    {
        if (source.Text.Length > YamlLimits.Characters)
        {
            return new Diagnostic(YamlErrors.TooLarge, "the file is too large", lines.Span(0, 0))
            {
                Note = $"at most {YamlLimits.Characters:N0} characters",
            };
        }

        var bad = FirstForeign(source.Text, source.IsUtf8);
        if (bad < 0)
        {
            return null;
        }

        var span = lines.Span(bad, bad + 1);
        return source.Text[bad] == '\uFFFD'
            ? new Diagnostic(YamlErrors.NotText, "the file is not UTF-8", span) { Note = "these bytes", Help = "save the file as UTF-8" }
            : new Diagnostic(YamlErrors.NotText, $"the file has the control character U+{(int)source.Text[bad]:X4}", span)
            {
                Note = "here",
                Help = "remove the character",
            };
    }

    private static int FirstForeign(string text, bool isUtf8)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsHighSurrogate(letter) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
                continue;
            }

            // Besides control characters: what YAML 1.1 takes for a line's end and no editor does, so that a comment could hide a key.
            if (
                (char.IsControl(letter) && letter is not ('\t' or '\n' or '\r'))
                || letter is '\u2028' or '\u2029' or '\uFEFF'
                || char.IsSurrogate(letter)
                || (letter == '\uFFFD' && !isUtf8)
            )
            {
                return at;
            }
        }

        return -1;
    }
}
