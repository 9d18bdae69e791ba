using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix lab api</c>: how any Proxmox client reaches the lab's node.</summary>
internal static class LabApiCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var name = LabCommand.NameArgument();
        var command = new Command("api", "Print how a Proxmox client reaches the lab's node: address, token, secret, fingerprint.")
        {
            name,
        };
        run.Bind(command, invocation => RunAsync(invocation, LabCommand.NameOf(invocation, name)));
        return command;
    }

    // The secret is printed because that is what the command is for; it opens this machine's lab and nothing else.
    private static async Task<int> RunAsync(Invocation invocation, string lab)
    {
        var access = await invocation.Context.Sessions.Labs.ApiAsync(lab, invocation.Cancel);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteString("url", access.Url.ToString().TrimEnd('/'));
                json.WriteString("token", access.Token);
                json.WriteString("secret", access.Secret.Reveal());
                json.WriteString("fingerprint", access.Fingerprint);
                json.WriteString("node", access.Node);
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write(
            Columns.Render([
                [new Piece("url", Tone.Faint), new Piece(access.Url.ToString().TrimEnd('/'), Tone.Accent)],
                [new Piece("token", Tone.Faint), new Piece(access.Token)],
                [new Piece("secret", Tone.Faint), new Piece(access.Secret.Reveal())],
                [new Piece("fingerprint", Tone.Faint), new Piece(access.Fingerprint)],
                [new Piece("node", Tone.Faint), new Piece(access.Node)],
            ])
        );
        return ExitCodes.Done;
    }
}
