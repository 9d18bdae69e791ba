using Phoenix.Components.Programs;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>Carries a program through the shell's own standard input: right where the shell is a pipe to the system (the host, <c>pct exec</c>).</summary>
public sealed class StreamedDelivery : IProgramDelivery
{
    // The path arrives as an argument, so that nothing in it is taken for a command.
    private const string Script = """
        umask 077 && { [ -d "${1%/*}" ] || (umask 022 && mkdir -p -- "${1%/*}"); } && rm -rf -- "$1" && cat >"$1"
        """;

    /// <inheritdoc />
    public async Task DeliverAsync(IShell shell, Program program, string path, IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report($"sending {program.Name} {program.Version}");
        var command = ShellCommand.Of("/bin/sh", "-c", Script, "phoenix-deliver", path) with
        {
            Input = await File.ReadAllBytesAsync(program.LocalPath, cancel),
            Timeout = TimeSpan.FromMinutes(10),
        };
        var result = await shell.RunAsync(command, cancel);
        if (result.ExitCode != 0)
        {
            throw new PhoenixException(SystemErrors.NotWritten, $"{program.Name} could not be sent to {shell.Name}")
            {
                Where = path,
                Remote = result.Error,
            };
        }
    }
}
