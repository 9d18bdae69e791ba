namespace Phoenix.Topology;

/// <summary>What a piece of rendered text is, for a view that has colours.</summary>
public enum TextStyle
{
    /// <summary>Text as it is.</summary>
    Plain,

    /// <summary>The word <c>error</c> with its code.</summary>
    Error,

    /// <summary>The word <c>warning</c> with its code.</summary>
    Warning,

    /// <summary>The message of a diagnostic.</summary>
    Message,

    /// <summary>A place, <c>file:line:column</c>.</summary>
    Place,

    /// <summary>Line numbers and the bar beside the source.</summary>
    Gutter,

    /// <summary>The carets and the note beside them.</summary>
    Mark,

    /// <summary>The way out.</summary>
    Help,

    /// <summary>The last line: how many.</summary>
    Count,
}
