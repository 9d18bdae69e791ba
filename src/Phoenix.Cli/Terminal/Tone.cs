namespace Phoenix.Cli.Terminal;

/// <summary>What a piece of text means to the reader; a terminal with colours shows it.</summary>
internal enum Tone
{
    /// <summary>Text as it is.</summary>
    Plain,

    /// <summary>What the eye should find first.</summary>
    Strong,

    /// <summary>Beside the point: times, hints.</summary>
    Faint,

    /// <summary>Made, healthy, holds.</summary>
    Good,

    /// <summary>Changed, waiting, to be looked at.</summary>
    Attention,

    /// <summary>Failed, lost, removed.</summary>
    Bad,

    /// <summary>A command or an address to use.</summary>
    Accent,
}
