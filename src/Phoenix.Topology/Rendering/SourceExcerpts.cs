using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>The lines of the source that a diagnostic is about, with carets below what is marked.</summary>
internal sealed class SourceExcerpts(ImmutableArray<SourceText> sources)
{
    /// <summary>An earlier place is shown with the line when it is at most this far away; further away the note names its line.</summary>
    private const int Near = 12;

    /// <summary>Longer lines are cut around the mark.</summary>
    private const int Widest = 110;

    private readonly Dictionary<string, LineMap> maps = sources
        .DistinctBy(source => source.Path)
        .ToDictionary(source => source.Path, source => new LineMap(source));

    public IEnumerable<StyledText> Of(Diagnostic diagnostic)
    {
        if (!maps.TryGetValue(diagnostic.Span.File, out var lines) || diagnostic.Span.Line > lines.Count)
        {
            // Without the source the note still says what the mark would have said.
            return diagnostic.Note is null ? [] : [new StyledText($"  {Shown.Printable(diagnostic.Note)}\n", TextStyle.Mark)];
        }

        return Marked(diagnostic, lines);
    }

    private static IEnumerable<StyledText> Marked(Diagnostic diagnostic, LineMap lines)
    {
        var span = diagnostic.Span;
        var gutter = Math.Max(2, span.Line.ToString().Length);
        var (text, skipped) = Window(lines.Line(span.Line), span.Column);
        if (Earlier(diagnostic) is { } earlier)
        {
            yield return Numbered(earlier, gutter);
            yield return Beside(Window(lines.Line(earlier), 1).Text);
            if (earlier < span.Line - 1)
            {
                yield return new StyledText($"  {new string(' ', gutter)} ⋮\n", TextStyle.Gutter);
            }
        }

        yield return Numbered(span.Line, gutter);
        yield return Beside(text);
        yield return new StyledText($"  {new string(' ', gutter)} |", TextStyle.Gutter);

        var column = Math.Clamp(span.Column - 1 - skipped, 0, text.Length);
        var length = Math.Clamp(span.Length, 0, text.Length - column);
        var (indent, marked) = (DisplayWidth.Of(text.AsSpan(0, column)), DisplayWidth.Of(text.AsSpan(column, length)));
        var note = diagnostic.Note is null ? "" : " " + Shown.Printable(diagnostic.Note);
        yield return new StyledText($" {new string(' ', indent)}{new string('^', Math.Max(1, marked))}{note}\n", TextStyle.Mark);
    }

    private static int? Earlier(Diagnostic diagnostic) =>
        diagnostic.Related is { } related
        && related.File == diagnostic.Span.File
        && related.Line < diagnostic.Span.Line
        && related.Line >= diagnostic.Span.Line - Near
            ? related.Line
            : null;

    private static StyledText Numbered(int line, int gutter) => new($"  {line.ToString().PadLeft(gutter)} |", TextStyle.Gutter);

    /// <summary>A line of the source beside the bar, without spaces that nobody sees.</summary>
    private static StyledText Beside(string line) => new((" " + line).TrimEnd() + "\n", TextStyle.Plain);

    /// <summary>The line, or the part of a long line around a column, and how many columns are missing before it.</summary>
    private static (string Text, int Skipped) Window(string line, int column)
    {
        if (line.Length <= Widest)
        {
            return (Shown.Printable(line), 0);
        }

        var from = Math.Clamp(column - (Widest / 2), 0, line.Length - Widest);
        return (Shown.Printable(line.Substring(from, Widest)), from);
    }
}
