using System.Net;
using Phoenix.Components.Systems;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Depot;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Programs for virtual machines: too large for the guest agent, so the guest fetches them from the depot on the host.</summary>
internal sealed class DepotDelivery(FileDepot depot, IPAddress guest) : IProgramDelivery
{
    /// <inheritdoc />
    public Task DeliverAsync(IShell shell, Components.Programs.Program program, string path, IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report($"fetching {program.Name} {program.Version}");
        return depot.FetchAsync(shell, guest, new DepotItem(program.LocalPath, program.Sha256, path), cancel);
    }
}
