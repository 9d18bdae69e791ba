using System.Collections.Immutable;

namespace Phoenix.Cli.Terminal;

/// <summary>Rows of cells set in columns, each as wide as its widest cell; the last is as long as it is.</summary>
internal static class Columns
{
    private const int Gap = 3;

    /// <summary>The rows, indented by two.</summary>
    public static IEnumerable<Line> Render(IReadOnlyList<ImmutableArray<Piece>> rows)
    {
        var count = rows.Count == 0 ? 0 : rows.Max(row => row.Length);
        var widths = Enumerable
            .Range(0, count)
            .Select(at => rows.Where(row => row.Length > at).Max(row => TextWidth.Of(row[at].Text)))
            .ToArray();
        foreach (var row in rows)
        {
            var line = Line.Of("  ");
            for (var at = 0; at < row.Length; at++)
            {
                var padding = at == row.Length - 1 ? 0 : widths[at] - TextWidth.Of(row[at].Text) + (widths[at] == 0 ? 0 : Gap);
                line = line.With(row[at].Text, row[at].Tone).With(new string(' ', padding));
            }

            yield return line;
        }
    }
}
