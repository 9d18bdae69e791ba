using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>A piece of text and what it is. Line ends are pieces or parts of pieces: <c>\n</c>.</summary>
public sealed record StyledText(string Text, TextStyle Style);

/// <summary>Rendered text: plain by <see cref="ToString"/>, or with colours by its pieces.</summary>
public sealed record RenderedText(ImmutableArray<StyledText> Pieces)
{
    /// <summary>The plain text.</summary>
    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}
