using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>The signs of changes and outcomes, the same in every view.</summary>
internal static class Marks
{
    /// <summary>Changed and proved.</summary>
    public static readonly Piece Done = new("✓", Tone.Good);

    /// <summary>Failed.</summary>
    public static readonly Piece Failed = new("✗", Tone.Bad);

    /// <summary>Not touched.</summary>
    public static readonly Piece Skipped = new("–", Tone.Attention);

    /// <summary>Failed for now, tried again later.</summary>
    public static readonly Piece Later = new("↻", Tone.Attention);

    /// <summary>The sign of a change: <c>+</c>, <c>~</c>, <c>±</c>, <c>-</c>.</summary>
    public static Piece Of(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => new Piece("+", Tone.Good),
            ChangeKind.Update => new Piece("~", Tone.Attention),
            ChangeKind.Replace => new Piece("±", Tone.Bad),
            ChangeKind.Delete => new Piece("-", Tone.Bad),
            _ => new Piece(" "),
        };
}
