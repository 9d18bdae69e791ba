using Phoenix.Engine;

namespace Phoenix.Cli.Signals;

/// <summary>Ctrl-C, SIGTERM and SIGHUP as the two steps of stopping.</summary>
internal interface ISignals
{
    /// <summary>The two steps.</summary>
    StopSignals Tokens { get; }

    /// <summary>130, 143 or 129 once a signal came; null before.</summary>
    int? ExitCode { get; }
}
