using System.Text;
using Phoenix.Proxmox;

namespace Phoenix.Cli.Tests;

/// <summary>A shell that records what it is asked.</summary>
internal sealed class FakeShell : IGuestShell
{
    public List<string> Asked { get; } = [];

    public int ExitCode { get; set; }

    public string Name => "LXC 101 (nginx)";

    public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        Asked.Add(string.Join('|', command.Arguments));
        return Task.FromResult(new ShellResult(ExitCode, Encoding.UTF8.GetBytes("out\n"), "err\n"));
    }
}
