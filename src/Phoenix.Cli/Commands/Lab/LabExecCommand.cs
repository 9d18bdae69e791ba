using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Views;
using Phoenix.Proxmox;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix lab exec</c>: a command on the lab's host, as a script would run it there through SSH.</summary>
internal static class LabExecCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var words = CommandWords.Argument();
        var lab = LabCommand.LabOption();
        var command = new Command("exec", "Run a command on the lab's host as root: phoenix lab exec -- systemctl list-timers")
        {
            words,
            lab,
        };
        run.Bind(
            command,
            async invocation =>
            {
                var name = invocation.Parsed.GetValue(lab) ?? PlatformLoader.Load(invocation).Name;
                var shell = CommandWords.Of(invocation.Parsed, words);
                var result = await invocation.Context.Sessions.Labs.ExecAsync(name, shell, invocation.Cancel);
                return ShellResultView.Write(invocation, result);
            }
        );
        return command;
    }
}
