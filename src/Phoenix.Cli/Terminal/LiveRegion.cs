using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Cli.Terminal;

/// <summary>The last lines of a terminal, drawn again and again below what stays. One write a frame, so that it does not flicker.</summary>
internal sealed class LiveRegion(Screen screen)
{
    private int drawn;

    /// <summary>Writes lines that stay and draws the region below them.</summary>
    public void Draw(IEnumerable<Line> staying, ImmutableArray<Line> region)
    {
        var frame = new StringBuilder(Ansi.BackOver(drawn));
        foreach (var line in staying.Concat(region))
        {
            frame.Append(Ansi.Render(line.CutTo(screen.Width), screen.Colours)).Append('\n');
        }

        drawn = region.Length;
        screen.WriteText(frame.ToString());
    }
}
