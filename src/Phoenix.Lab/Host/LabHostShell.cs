using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Lab.Host;

/// <summary>Root's shell on the lab's host.</summary>
public sealed class LabHostShell : IHostShell
{
    private readonly LxcCommands _lxc;

    /// <summary>The shell of a lab that is up.</summary>
    public LabHostShell(LabName lab, LabDirectories directories) =>
        _lxc = new LxcCommands(lab, directories, new LabNetwork(lab, directories.Root, TimeProvider.System));

    /// <inheritdoc />
    public string Name => "host " + HostContainer.Name;

    /// <inheritdoc />
    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(command.Timeout);
        try
        {
            var attach = _lxc.Attach(HostContainer.Name, command.Arguments) with { Input = command.Input };
            var result = await Machine.RunAsync(attach, patience.Token);
            return new ShellResult(result.ExitCode, result.Output, result.Error);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PhoenixException(
                LabErrors.Timeout,
                $"{Name}: {command.Arguments[0]} took longer than {command.Timeout.TotalSeconds:0} s"
            )
            {
                Where = Name,
            };
        }
    }
}
