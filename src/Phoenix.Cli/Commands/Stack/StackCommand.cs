using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix stack ls|logs</c>.</summary>
internal static class StackCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var list = new Command("ls", "List the stacks and how their containers are.");
        run.Bind(list, ListAsync);
        var name = new Argument<string>("stack") { Description = "The stack's name." };
        var lines = LinesOption.Build();
        var logs = new Command("logs", "Print the last lines that a stack's containers wrote.") { name, lines };
        run.Bind(logs, invocation => LogsAsync(invocation, invocation.Parsed.GetValue(name)!, invocation.Parsed.GetValue(lines)));
        return new Command("stack", "The stacks of the platform.") { list, logs };
    }

    private static async Task<int> LogsAsync(Invocation invocation, string name, int lines)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var stack = PlatformNames.RequireStack(open.Platform, name);
        var text = await open.Session.StackLogsAsync(stack.Name, lines, invocation.Cancel);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json => json.WriteString("output", text));
        }
        else
        {
            invocation.Out.WriteText(text);
        }

        return ExitCodes.Done;
    }

    private static async Task<int> ListAsync(Invocation invocation)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var stacks = await open.Session.StacksAsync(invocation.Cancel);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("stacks");
                foreach (var stack in stacks)
                {
                    json.WriteStartObject();
                    json.WriteString("name", stack.Name);
                    json.WriteString("on", stack.On);
                    json.WriteNumber("running", stack.Running);
                    json.WriteNumber("declared", stack.Declared);
                    json.WriteString("summary", stack.Summary);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            invocation.Out.Write(Columns.Render([.. stacks.Select(Row)]));
        }

        return stacks.All(stack => stack.Running == stack.Declared) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static ImmutableArray<Piece> Row(StackStatus stack) =>
        [
            new Piece(stack.Name, Tone.Strong),
            new Piece("on " + stack.On),
            new Piece($"{stack.Running}/{stack.Declared} healthy", stack.Running == stack.Declared ? Tone.Good : Tone.Bad),
            new Piece(stack.Summary, Tone.Faint),
        ];
}
