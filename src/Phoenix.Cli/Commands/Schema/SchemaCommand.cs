using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix schema</c>: the JSON Schema of the platform file, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command("schema", "Print the JSON Schema of phoenix.yaml, for editors.");
        run.Bind(command, Run);
        return command;
    }

    // A JSON document already, whatever --output says.
    private static int Run(Invocation invocation)
    {
        invocation.Out.WriteText(PhoenixSchema.Json.TrimEnd() + "\n");
        return ExitCodes.Done;
    }
}
