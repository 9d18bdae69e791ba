using System.Text;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>Looks at a system in one call, read-only.</summary>
public static class SystemObserver
{
    /// <summary>What is there of what the specification names.</summary>
    /// <exception cref="PhoenixException">PHX3101: a bad specification; PHX3102: the answer was not complete; or the shell's own errors.</exception>
    public static async Task<SystemState> ObserveAsync(IShell shell, SystemSpec spec, CancellationToken cancel)
    {
        spec = SystemSpecRules.Checked(spec);
        var command = new ShellCommand(SystemScripts.Observe) { Input = Encoding.UTF8.GetBytes(ObserveManifest.Render(spec)) };
        var result = await shell.RunAsync(command, cancel);
        return SystemStateParser.Parse(result.Text, spec)
            ?? throw new PhoenixException(SystemErrors.NotObserved, $"{shell.Name} could not be looked at (exit code {result.ExitCode})")
            {
                Remote = result.Error.Length > 0 ? result.Error : null,
            };
    }
}
