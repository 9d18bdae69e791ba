using Phoenix.Cli.Invocations;
using Phoenix.Proxmox;

namespace Phoenix.Cli.Views;

/// <summary>What a command on a host or in a guest said.</summary>
internal static class ShellResultView
{
    /// <summary>Writes it to the streams it came from; its exit code is Phoenix's.</summary>
    public static int Write(Invocation invocation, ShellResult result)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteNumber("exitCode", result.ExitCode);
                json.WriteString("output", result.Text);
                json.WriteString("error", result.Error);
            });
        }
        else
        {
            invocation.Out.WriteText(result.Text);
            invocation.Error.WriteText(result.Error);
        }

        return result.ExitCode;
    }
}
