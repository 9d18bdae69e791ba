using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Where the lines of a text begin. Lines end with <c>\n</c>, <c>\r\n</c> or <c>\r</c>, as an editor counts them.</summary>
internal sealed class LineMap
{
    private readonly SourceText source;
    private readonly ImmutableArray<int> starts;

    public LineMap(SourceText source)
    {
        this.source = source;
        starts = Starts(source.Text);
    }

    /// <summary>How many lines the text has, at least 1.</summary>
    public int Count => starts.Length;

    /// <summary>The text of a line (from 1) without its end; empty beyond the last line.</summary>
    public string Line(int number)
    {
        if (number < 1 || number > starts.Length)
        {
            return "";
        }

        return source.Text[starts[number - 1]..EndOf(number)];
    }

    /// <summary>The span from one offset to another, cut at the end of the first line, at least one column long.</summary>
    public SourceSpan Span(long from, long to)
    {
        var start = (int)Math.Clamp(from, 0, source.Text.Length);
        var found = starts.BinarySearch(start);
        var line = found >= 0 ? found : ~found - 1;
        var end = Math.Min(Math.Clamp(to, start, source.Text.Length), EndOf(line + 1));
        return new SourceSpan(source.Path, line + 1, start - starts[line] + 1, (int)Math.Max(1, end - start));
    }

    /// <summary>One column of a line.</summary>
    public SourceSpan Place(int line, int column) => new(source.Path, line, column, 1);

    /// <summary>The span itself, or the end of the last line before it that has any text: where a file ends too early there is nothing to see.</summary>
    public SourceSpan WithText(SourceSpan span)
    {
        var line = span.Line;
        while (line > 1 && string.IsNullOrWhiteSpace(Line(line)))
        {
            line--;
        }

        return line == span.Line ? span : Place(line, Line(line).TrimEnd().Length + 1);
    }

    /// <summary>Where a line (from 1) ends, without what ends it. Nothing is copied: a line may be as long as the file.</summary>
    private int EndOf(int number)
    {
        var end = number < starts.Length ? starts[number] : source.Text.Length;
        while (end > starts[number - 1] && source.Text[end - 1] is ('\r' or '\n'))
        {
            end--;
        }

        return end;
    }

    private static ImmutableArray<int> Starts(string text)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        found.Add(0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')))
            {
                found.Add(at + 1);
            }
        }

        return found.ToImmutable();
    }
}
