namespace Phoenix.Proxmox;

/// <summary>A machine that Phoenix can run commands on: the host or a guest.</summary>
public interface IShell
{
    /// <summary>What the machine is called in errors, e.g. <c>host pve</c>, <c>LXC 101 (nginx)</c>.</summary>
    string Name { get; }

    /// <summary>Runs a command and returns its outcome, whatever its exit code. Cancelling ends the command on the machine, too.</summary>
    /// <exception cref="Topology.PhoenixException">The machine could not be reached, or the command ran out of time.</exception>
    Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel);
}

/// <summary>Root's shell on the Proxmox host (local, SSH, or the lab's host).</summary>
public interface IHostShell : IShell;

/// <summary>Root's shell in a guest: <c>pct exec</c> for containers, the guest agent for virtual machines.</summary>
public interface IGuestShell : IShell;
