using System.CommandLine;
using System.CommandLine.Completions;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>Offers the names of the platform's guests and stacks where one of them is meant.</summary>
internal static class NameCompletion
{
    /// <summary>Adds the names to every argument that is called <c>guest</c> or <c>stack</c>.</summary>
    public static void AddTo(Command command, CliContext context, GlobalOptions options)
    {
        foreach (var argument in command.Arguments)
        {
            switch (argument.Name)
            {
                case "guest":
                    argument.CompletionSources.Add(at => Items(at, platform => platform.Guests.Select(guest => guest.Name)));
                    break;
                case "stack":
                    argument.CompletionSources.Add(at => Items(at, platform => platform.Stacks.Select(stack => stack.Name)));
                    break;
            }
        }

        foreach (var child in command.Subcommands)
        {
            AddTo(child, context, options);
        }

        IEnumerable<CompletionItem> Items(CompletionContext at, Func<Platform, IEnumerable<string>> names) =>
            PlatformLoader.TryLoad(at.ParseResult.GetValue(options.File), context) is { } platform
                ? names(platform).Select(name => new CompletionItem(name))
                : [];
    }
}
