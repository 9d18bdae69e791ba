using System.Collections.Immutable;

namespace Phoenix.Cli.Terminal;

/// <summary>One line for a person.</summary>
internal sealed record Line(ImmutableArray<Piece> Pieces)
{
    /// <summary>A line with nothing on it.</summary>
    public static readonly Line Empty = new([]);

    /// <summary>How many columns it takes.</summary>
    public int Width => Pieces.Sum(piece => TextWidth.Of(piece.Text));

    /// <summary>A line of one tone.</summary>
    public static Line Of(string text, Tone tone = Tone.Plain) => new([new Piece(text, tone)]);

    /// <summary>This line and a piece.</summary>
    public Line With(string text, Tone tone = Tone.Plain) => new(Pieces.Add(new Piece(text, tone)));

    /// <summary>This line, with a piece that ends at a column where there is room, else two blanks further.</summary>
    public Line WithAtRight(string text, int column, Tone tone = Tone.Plain) =>
        With(new string(' ', Math.Max(2, column - Width - TextWidth.Of(text)))).With(text, tone);

    /// <summary>This line, no wider than that; what is cut ends in <c>…</c>. Null: as it is.</summary>
    public Line CutTo(int? columns)
    {
        if (columns is not { } limit || Width <= limit)
        {
            return this;
        }

        var kept = ImmutableArray.CreateBuilder<Piece>();
        var room = Math.Max(1, limit) - 1;
        foreach (var piece in Pieces)
        {
            var width = TextWidth.Of(piece.Text);
            if (width > room)
            {
                kept.Add(new Piece(TextWidth.Beginning(piece.Text, room).TrimEnd() + "…", piece.Tone));
                break;
            }

            kept.Add(piece);
            room -= width;
        }

        return new Line(kept.ToImmutable());
    }

    /// <inheritdoc />
    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text)).TrimEnd();
}
