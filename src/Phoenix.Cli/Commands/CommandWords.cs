using System.CommandLine;
using Phoenix.Proxmox;

namespace Phoenix.Cli.Commands;

/// <summary>A command of another system on the command line: its program and arguments, after <c>--</c>.</summary>
internal static class CommandWords
{
    private static readonly TimeSpan LongestCommand = TimeSpan.FromHours(1);

    /// <summary>The argument.</summary>
    public static Argument<string[]> Argument() =>
        new("command") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };

    /// <summary>The command that was written.</summary>
    public static ShellCommand Of(ParseResult parsed, Argument<string[]> words) =>
        new([.. parsed.GetValue(words)!]) { Timeout = LongestCommand };
}
