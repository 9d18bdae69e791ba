namespace Phoenix.Cli.Entry;

/// <summary>
/// The standard streams. On a terminal those of System.Console set it up for editing keys first, with escapes that show in the output, so there
/// the descriptor is used as it is. Elsewhere Console's are right: they share a file's position with other writers and take a closed pipe calmly.
/// </summary>
internal static class StandardStreams
{
    /// <summary>Standard input.</summary>
    public static Stream Input() =>
        IsPlain(Console.IsInputRedirected) ? Console.OpenStandardInput() : new TerminalStream(0, FileAccess.Read);

    /// <summary>Standard output.</summary>
    public static Stream Output() =>
        IsPlain(Console.IsOutputRedirected) ? Console.OpenStandardOutput() : new TerminalStream(1, FileAccess.Write);

    /// <summary>Standard error.</summary>
    public static Stream Error() =>
        IsPlain(Console.IsErrorRedirected) ? Console.OpenStandardError() : new TerminalStream(2, FileAccess.Write);

    private static bool IsPlain(bool redirected) => redirected || OperatingSystem.IsWindows();
}
