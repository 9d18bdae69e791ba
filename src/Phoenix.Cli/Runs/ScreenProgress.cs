using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Runs;

/// <summary>Progress as faint lines.</summary>
internal sealed class ScreenProgress(Screen screen) : IProgress<string>
{
    /// <inheritdoc />
    public void Report(string value) => screen.Write([Line.Of("  · " + value, Tone.Faint)]);
}
