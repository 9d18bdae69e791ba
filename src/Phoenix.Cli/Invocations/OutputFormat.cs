namespace Phoenix.Cli.Invocations;

/// <summary>How a command answers, <c>--output</c>.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: JSON, one object per line for long-running commands.</summary>
    Json,
}

/// <summary>When colours are used, <c>--color</c>.</summary>
internal enum ColourChoice
{
    /// <summary>On a terminal, unless <c>NO_COLOR</c> or <c>TERM=dumb</c> says otherwise.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
