using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix dns ls</c>: the names that follow from the platform file.</summary>
internal static class DnsCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var list = new Command("ls", "List the names that follow from the platform file, and where they lead.");
        run.Bind(list, List);
        return new Command("dns", "The names of the platform.") { list };
    }

    private static int List(Invocation invocation)
    {
        var records = DnsRecords.For(PlatformLoader.Load(invocation));
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("records");
                foreach (var record in records)
                {
                    json.WriteStartObject();
                    json.WriteString("name", record.Name);
                    json.WriteString("address", record.Address.ToString());
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write(
            Columns.Render([
                .. records.Select(record => ImmutableArray.Create(new Piece(record.Name), new Piece(record.Address.ToString()))),
            ])
        );
        return ExitCodes.Done;
    }
}
