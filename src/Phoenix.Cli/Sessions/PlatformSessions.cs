using System.Net;
using Phoenix.Cli.Sessions.Live;
using Phoenix.Lab.Daemon;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions;

/// <summary>Opens platforms where they run: in a lab of this machine, or on a Proxmox node.</summary>
internal sealed class PlatformSessions : IPlatformSessions
{
    /// <inheritdoc />
    public ILabs Labs { get; } = new LiveLabs();

    /// <inheritdoc />
    public async Task<IPlatformSession> OpenAsync(PlatformRequest request, CancellationToken cancel) =>
        request.Platform.Hypervisor is Hypervisor.Proxmox proxmox ? await ProxmoxSession.OpenAsync(request, proxmox, cancel)
        : await LabHost.FindAsync(cancel) is { } node ? HostSession.OpenInLab(request, node)
        : await LabSession.OpenAsync(request, new LabController(LiveLabs.OptionsOf(request.StateRoot)), cancel);
}
