using System.Text;

namespace Phoenix.Proxmox;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">The command's exit code; 128 + signal when a signal ended it.</param>
/// <param name="Output">Standard output, as bytes.</param>
/// <param name="Error">Standard error, decoded as UTF-8.</param>
public sealed record ShellResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error)
{
    /// <summary>Standard output as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Output.Span);
}
