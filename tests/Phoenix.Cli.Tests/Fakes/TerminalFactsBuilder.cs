using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Tests;

/// <summary>A terminal for a test.</summary>
internal sealed record TerminalFactsBuilder
{
    public bool Input { get; init; }

    public bool Output { get; init; }

    public bool Error { get; init; }

    public int Columns { get; init; } = 100;

    public TerminalFacts Build() => new(Input, Output, Error, () => new TerminalSize(Columns, 24));
}
