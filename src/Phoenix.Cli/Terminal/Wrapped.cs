namespace Phoenix.Cli.Terminal;

/// <summary>A paragraph in lines of a width, broken between words.</summary>
internal static class Wrapped
{
    /// <summary>The lines.</summary>
    public static IEnumerable<Line> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return Line.Of(line);
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return Line.Of(line);
    }
}
