namespace Phoenix.Cli.Terminal;

/// <summary>One of the two outputs and what it can do.</summary>
/// <param name="Writer">Where the text goes.</param>
/// <param name="Colours">Whether it has colours.</param>
/// <param name="Size">Its size now; null when it is no terminal and lines are as long as they are.</param>
internal sealed record Screen(TextWriter Writer, ColourUse Colours, Func<TerminalSize>? Size)
{
    /// <summary>Its columns now; null when it is no terminal.</summary>
    public int? Width => Size?.Invoke().Columns;

    /// <summary>Its rows now.</summary>
    public int Rows => (Size?.Invoke() ?? TerminalSize.Usual).Rows;

    /// <summary>Writes a line, cut to the screen.</summary>
    public void Write(Line line) => Writer.Write(Ansi.Render(line.CutTo(Width), Colours) + "\n");

    /// <summary>Writes lines.</summary>
    public void Write(IEnumerable<Line> lines)
    {
        foreach (var line in lines)
        {
            Write(line);
        }

        Writer.Flush();
    }

    /// <summary>Writes plain text as it is, e.g. a file that the user asked for.</summary>
    public void WriteText(string text)
    {
        Writer.Write(text);
        Writer.Flush();
    }
}
