using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
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
                    StackRow.WriteJson(json, stack);
                }

                json.WriteEndArray();
            });
        }
        else
        {
            invocation.Out.Write(Columns.Render([.. stacks.Select(StackRow.Of)]));
        }

        return stacks.All(stack => stack.IsHealthy) ? ExitCodes.Done : ExitCodes.Failed;
    }
}
