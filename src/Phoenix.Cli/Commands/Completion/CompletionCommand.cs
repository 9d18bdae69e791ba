using System.CommandLine;
using Phoenix.Cli.Invocations;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix completion</c>: the script that makes a shell complete commands, options and values.</summary>
internal static class CompletionCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var bash = Shell("bash", "eval \"$(phoenix completion bash)\"", CompletionScripts.Bash);
        var zsh = Shell("zsh", "eval \"$(phoenix completion zsh)\"", CompletionScripts.Zsh);
        var fish = Shell("fish", "phoenix completion fish | source", CompletionScripts.Fish);
        return new Command("completion", "Print the script that makes a shell complete commands, options and values.") { bash, zsh, fish };

        Command Shell(string name, string use, string script)
        {
            var command = new Command(name, $"For {name}: {use}");
            run.Bind(
                command,
                invocation =>
                {
                    invocation.Out.WriteText(script);
                    return ExitCodes.Done;
                }
            );
            return command;
        }
    }
}
