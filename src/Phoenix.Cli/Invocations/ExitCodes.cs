using Phoenix.Engine;

namespace Phoenix.Cli.Invocations;

/// <summary>What the exit codes mean; part of the documented contract.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed.</summary>
    public const int Failed = 1;

    /// <summary>Changes are pending (<c>plan --detailed-exitcode</c>).</summary>
    public const int Pending = 2;

    /// <summary>The configuration is invalid.</summary>
    public const int InvalidConfiguration = 3;

    /// <summary>Some of it was applied, some failed.</summary>
    public const int PartlyApplied = 4;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended because the terminal went away (SIGHUP).</summary>
    public const int HungUp = 129;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;

    /// <summary>The code of a run that no signal ended.</summary>
    public static int Of(RunResult result) =>
        result.IsWhole ? Done
        : result.Done.IsEmpty ? Failed
        : PartlyApplied;
}
