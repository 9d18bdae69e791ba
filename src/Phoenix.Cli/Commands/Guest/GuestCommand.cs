using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix guest ls|exec|logs</c>.</summary>
internal static class GuestCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var list = new Command("ls", "List the guests of the platform file.");
        run.Bind(list, List);
        return new Command("guest", "The guests of the platform.") { list, BuildExec(run), BuildLogs(run) };
    }

    private static Command BuildExec(CommandRunner run)
    {
        var guest = new Argument<string>("guest") { Description = "The guest's name." };
        var words = CommandWords.Argument();
        var command = new Command("exec", "Run a command in a guest as root: phoenix guest exec nginx -- nginx -t") { guest, words };
        run.Bind(
            command,
            invocation => RunAsync(invocation, invocation.Parsed.GetValue(guest)!, CommandWords.Of(invocation.Parsed, words))
        );
        return command;
    }

    private static Command BuildLogs(CommandRunner run)
    {
        var guest = new Argument<string>("guest") { Description = "The guest's name." };
        var unit = new Option<string?>("--unit") { Description = "Only this unit of systemd.", HelpName = "unit" };
        var lines = LinesOption.Build();
        var command = new Command("logs", "Print the last lines of a guest's journal.") { guest, unit, lines };
        run.Bind(
            command,
            invocation =>
            {
                var ofUnit = invocation.Parsed.GetValue(unit) is { } name ? ImmutableArray.Create("--unit", name) : [];
                ImmutableArray<string> words =
                [
                    "journalctl",
                    "--no-pager",
                    "--quiet",
                    "--output=short-iso",
                    $"--lines={invocation.Parsed.GetValue(lines)}",
                    .. ofUnit,
                ];
                return RunAsync(invocation, invocation.Parsed.GetValue(guest)!, new ShellCommand(words));
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, string name, ShellCommand command)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var guest = PlatformNames.RequireGuest(open.Platform, name);
        var result = await open.Session.ShellOf(guest).RunAsync(command, invocation.Cancel);
        return ShellResultView.Write(invocation, result);
    }

    private static int List(Invocation invocation)
    {
        var platform = PlatformLoader.Load(invocation);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("guests");
                foreach (var guest in platform.Guests)
                {
                    json.WriteStartObject();
                    json.WriteString("name", guest.Name);
                    json.WriteNumber("id", guest.Id);
                    json.WriteString("kind", GuestWords.KindName(guest.Kind));
                    json.WriteString("address", guest.Address.ToString());
                    json.WriteString("role", GuestWords.RoleName(guest.Role));
                    json.WriteNumber("cores", guest.Cores);
                    json.WriteString("memory", guest.Memory.ToString());
                    json.WriteString("disk", guest.Disk.ToString());
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write(Columns.Render([.. platform.Guests.Select(Row)]));
        return ExitCodes.Done;
    }

    private static ImmutableArray<Piece> Row(Guest guest) =>
        [
            new Piece(guest.Name, Tone.Strong),
            new Piece(GuestWords.Id(guest)),
            new Piece(guest.Address.ToString()),
            new Piece(GuestWords.Purpose(guest.Role)),
            new Piece($"{Counted.Of(guest.Cores, "core")}, {guest.Memory} memory, {guest.Disk} disk", Tone.Faint),
        ];
}
