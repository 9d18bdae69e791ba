using System.CommandLine;
using System.Text;
using Phoenix.Cli.Commands;

namespace Phoenix.Cli.Tests;

/// <summary>The reference of the command line, made from the command tree.</summary>
internal static class CliReference
{
    public static string Render(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append("# The command line\n\n");
        page.Append("<!-- Made from the command tree; a test holds it. PHOENIX_UPDATE_GOLDENS=1 ./test Cli writes it anew. -->\n\n");
        page.Append($"{root.Description}\n\n");
        page.Append("Data goes to standard output; progress, questions and errors go to standard error.\n");
        page.Append(
            "Without a `phoenix.yaml` (here, above, `--file` or `PHOENIX_FILE`) the built-in seed platform on the lab is meant.\n\n"
        );
        Options(page, "Options of every command", root.Options);
        page.Append(CliContract.Markdown);
        page.Append("## Commands\n\n");
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            One(page, command, "phoenix");
        }

        return page.ToString();
    }

    private static void One(StringBuilder page, Command command, string path)
    {
        var here = $"{path} {command.Name}";
        if (command.Subcommands.Count == 0)
        {
            var words = command.Arguments.Select(argument =>
                argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : $"<{argument.Name}>"
            );
            page.Append($"### `{string.Join(' ', [here, .. words])}`\n\n{command.Description}\n\n");
            foreach (var argument in command.Arguments)
            {
                page.Append($"- `{argument.Name}`: {argument.Description}\n");
            }

            page.Append(command.Arguments.Count > 0 ? "\n" : "");
            Options(page, null, command.Options);
        }

        foreach (var child in command.Subcommands.Where(child => !child.Hidden))
        {
            One(page, child, here);
        }
    }

    private static void Options(StringBuilder page, string? title, IList<Option> options)
    {
        if (options.Count == 0)
        {
            return;
        }

        page.Append(title is null ? "" : $"## {title}\n\n");
        page.Append("| Option | Meaning |\n|---|---|\n");
        foreach (var option in options)
        {
            var names = string.Join(
                ", ",
                option.Aliases.Where(alias => !alias.StartsWith('/')).Prepend(option.Name).Select(name => $"`{name}`")
            );
            var value = option.HelpName is { } help ? $" `{help.Replace("|", "\\|", StringComparison.Ordinal)}`" : "";
            page.Append($"| {names}{value} | {option.Description} |\n");
        }

        page.Append('\n');
    }
}
