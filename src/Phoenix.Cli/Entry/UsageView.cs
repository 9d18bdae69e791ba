using System.CommandLine;
using Phoenix.Cli.Errors;

namespace Phoenix.Cli.Entry;

/// <summary>What is wrong with a command line: an answer, not a page, and on standard error, because it is no data.</summary>
internal static class UsageView
{
    /// <summary>Says what is wrong; where only the subcommand is missing, the commands to choose from.</summary>
    public static async Task WriteAsync(ParseResult parsed, InvocationConfiguration configuration)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count == 0 && command.Subcommands.Count > 0)
        {
            string[] help = [.. parsed.Tokens.Select(token => token.Value), "--help"];
            await parsed.RootCommandResult.Command.Parse(help).InvokeAsync(new InvocationConfiguration { Output = configuration.Error });
            return;
        }

        foreach (var unknown in parsed.UnmatchedTokens)
        {
            var known = command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name).Concat(OptionsOf(parsed)).ToArray();
            var meant = Nearest.To(unknown, known) is { } near ? $" Did you mean {near}?" : "";
            await configuration.Error.WriteLineAsync($"phoenix: \"{unknown}\" is not known here.{meant}");
        }

        foreach (var error in parsed.UnmatchedTokens.Count > 0 ? [] : parsed.Errors.Select(error => error.Message).Distinct())
        {
            await configuration.Error.WriteLineAsync($"phoenix: {error}");
        }

        await configuration.Error.WriteLineAsync($"{PathOf(parsed.CommandResult)} --help shows what there is.");
    }

    private static IEnumerable<string> OptionsOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options).Select(option => option.Name);

    private static string PathOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "phoenix";
}
