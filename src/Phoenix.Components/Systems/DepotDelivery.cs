using System.Net;
using Phoenix.Components.Programs;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Depot;

namespace Phoenix.Components.Systems;

/// <summary>Lets a virtual machine fetch a program from the depot: its guest agent is too narrow for one.</summary>
/// <param name="depot">The depot on the host's address.</param>
/// <param name="guest">The virtual machine's address; no other may fetch.</param>
public sealed class DepotDelivery(FileDepot depot, IPAddress guest) : IProgramDelivery
{
    /// <inheritdoc />
    public Task DeliverAsync(IShell shell, Program program, string path, IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report($"{program.Name} {program.Version} is fetched from the host");
        return depot.FetchAsync(shell, guest, new DepotItem(program.LocalPath, program.Sha256, path) { Mode = "0600" }, cancel);
    }
}
