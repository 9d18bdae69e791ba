using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix lab ls</c>.</summary>
internal static class LabListCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command("ls", "List the labs of this machine.");
        run.Bind(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var labs = await invocation.Context.Sessions.Labs.ListAsync(invocation.Cancel);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("labs");
                foreach (var lab in labs)
                {
                    json.WriteStartObject();
                    json.WriteString("name", lab.Name);
                    json.WriteString("state", lab.State);
                    json.WriteNumber("guests", lab.Guests);
                    json.WriteString("published", lab.Published);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write(
            labs.IsEmpty ? [Line.Of("There is no lab on this machine.", Tone.Faint)] : Columns.Render([.. labs.Select(Row)])
        );
        return ExitCodes.Done;
    }

    private static ImmutableArray<Piece> Row(LabSummary lab) =>
        [
            new Piece(lab.Name, Tone.Strong),
            new Piece(lab.State, lab.State == "up" ? Tone.Good : Tone.Attention),
            new Piece(Counted.Of(lab.Guests, "guest")),
            new Piece(lab.Published is { } published ? "published on " + published : "", Tone.Faint),
        ];
}
