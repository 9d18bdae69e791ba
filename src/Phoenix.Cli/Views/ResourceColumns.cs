using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>How wide the columns of kinds and names are, so that lines that come one after the other still align.</summary>
/// <param name="Kind">Width of the kinds.</param>
/// <param name="Name">Width of the names.</param>
internal sealed record ResourceColumns(int Kind, int Name)
{
    private const int WidestName = 28;

    /// <summary>The columns for these resources.</summary>
    public static ResourceColumns For(IEnumerable<ResourceId> resources)
    {
        var (kind, name) = (8, 8);
        foreach (var id in resources)
        {
            (kind, name) = (Math.Max(kind, id.Kind.Length), Math.Max(name, Math.Min(WidestName, id.Name.Length)));
        }

        return new ResourceColumns(kind, name);
    }

    /// <summary>The beginning of a line about a resource.</summary>
    public Line Begin(Piece mark, ResourceId id, Tone tone = Tone.Plain) =>
        Line.Of("  ")
            .With(mark.Text, mark.Tone)
            .With(" " + id.Kind.PadRight(Kind) + "  ", Tone.Faint)
            .With(id.Name.PadRight(Name) + "  ", tone == Tone.Plain ? Tone.Strong : tone);
}
