using Phoenix.Cli.Errors;
using Phoenix.Components.Composition;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>A guest's shell that is opened when it is used; without a lab it says so.</summary>
internal sealed class LateShell(Guest guest, Func<CancellationToken, Task<PlatformContext?>> context) : IGuestShell
{
    /// <inheritdoc />
    public string Name => guest.Name;

    /// <inheritdoc />
    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        var open =
            await context(cancel)
            ?? throw new PhoenixException(CliErrors.NotThereYet, $"{guest.Name} cannot be reached: the lab is not up");
        return await open.Guest(guest).RunAsync(command, cancel);
    }
}
