using System.CommandLine;
using Phoenix.Cli.Commands;
using Phoenix.Cli.Invocations;

namespace Phoenix.Cli.Entry;

/// <summary>The command line <c>phoenix</c>: parses, runs, and keeps the exit codes.</summary>
internal static class CommandLine
{
    // A word that begins with @ is a word: nothing is read from a file of that name.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line in given surroundings.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliContext context)
    {
        var parsed = CommandTree.Build(context).Parse(arguments, Words);
        var configuration = new InvocationConfiguration
        {
            Output = context.Output,
            Error = context.Error,
            // Errors are turned into words and signals into steps by Phoenix itself.
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parsed.Errors.Count > 0)
        {
            await UsageView.WriteAsync(parsed, configuration);
            return ExitCodes.Usage;
        }

        var exitCode = await parsed.InvokeAsync(configuration);
        await context.Output.FlushAsync();
        await context.Error.FlushAsync();
        return exitCode;
    }
}
