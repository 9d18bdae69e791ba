using Phoenix.Cli.Sessions;
using Phoenix.Cli.Signals;
using Phoenix.Cli.Terminal;
using Phoenix.Lab.Host;

namespace Phoenix.Cli.Invocations;

/// <summary>What surrounds the process: streams, variables, the terminal, signals, the clock. Tests give their own.</summary>
internal sealed record CliContext
{
    /// <summary>Standard output: data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress, prompts, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input: answers.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Environment variables.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The current directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The terminal.</summary>
    public required TerminalFacts Terminal { get; init; }

    /// <summary>Opens platforms.</summary>
    public required IPlatformSessions Sessions { get; init; }

    /// <summary>Ctrl-C, SIGTERM and SIGHUP.</summary>
    public required ISignals Signals { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The user's name, for the lock and the journal.</summary>
    public required string User { get; init; }

    /// <summary>The machine's hosts file.</summary>
    public string HostsPath { get; init; } = "/etc/hosts";

    /// <summary>Where Phoenix keeps its own state: <c>PHOENIX_STATE</c>, else <c>/var/lib/phoenix</c>; without links, as the lab knows it.</summary>
    public string StateRoot =>
        RealPath.Of(Variable("PHOENIX_STATE") is { Length: > 0 } named ? Path.Combine(Directory, named) : "/var/lib/phoenix");
}

/// <summary>Which streams are a terminal, and its size.</summary>
/// <param name="Input">Standard input is one.</param>
/// <param name="Output">Standard output is one.</param>
/// <param name="Error">Standard error is one.</param>
/// <param name="Size">Its size as it is now; a window may be resized at any time.</param>
internal sealed record TerminalFacts(bool Input, bool Output, bool Error, Func<TerminalSize> Size)
{
    /// <summary>No terminal at all.</summary>
    public static readonly TerminalFacts None = new(false, false, false, () => TerminalSize.Usual);
}
