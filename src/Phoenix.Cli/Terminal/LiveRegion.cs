using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Cli.Terminal;

/// <summary>The last lines of a terminal, drawn again and again below what stays. One write a frame, so that it does not flicker.</summary>
internal sealed class LiveRegion(Screen screen)
{
    private ImmutableArray<int> drawn = [];

    /// <summary>Writes lines that stay and draws the region below them.</summary>
    public void Draw(IEnumerable<Line> staying, ImmutableArray<Line> region)
    {
        var width = screen.Width;
        ImmutableArray<Line> cut = [.. region.Select(line => line.CutTo(width))];
        var frame = new StringBuilder(Ansi.BackOver(drawn.Sum(columns => RowsOf(columns, width))));
        foreach (var line in staying.Select(line => line.CutTo(width)).Concat(cut))
        {
            frame.Append(Ansi.Render(line, screen.Colours)).Append('\n');
        }

        drawn = [.. cut.Select(line => TextWidth.Of(line.ToString()))];
        screen.WriteText(frame.ToString());
    }

    // A window that was made narrower has broken the lines of the last frame into several.
    private static int RowsOf(int columns, int? width) => width is > 0 and { } at ? Math.Max(1, (columns + at - 1) / at) : 1;
}
