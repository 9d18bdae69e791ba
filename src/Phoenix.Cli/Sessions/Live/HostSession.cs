using Phoenix.Components.Composition;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Depot;
using NodeAccess = Phoenix.Lab.Daemon.LabApiAccess;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>A platform opened on its own host, where everything is within reach: a Proxmox node, or the host of a lab.</summary>
internal static class HostSession
{
    /// <summary>Opens it; nothing is asked of the node yet.</summary>
    public static async Task<IPlatformSession> OpenAsync(
        PlatformRequest request,
        ProxmoxClient client,
        string where,
        CancellationToken cancel
    ) => Open(request, client, where, await PlatformPrograms.OfAsync(request.Platform, cancel));

    /// <summary>
    /// Opens it on the host of its lab, where the renewal timer runs. What runs in the guests was chosen on the machine below, from sources
    /// that are not here; so nothing is said of it.
    /// </summary>
    public static IPlatformSession OpenInLab(PlatformRequest request, NodeAccess access) =>
        Open(
            request,
            LabEdges.ClientOf(access),
            $"the host {access.Node} of the lab \"{request.Platform.Name}\"",
            PlatformPrograms.Undescribed(request.Platform)
        );

    private static LiveSession Open(PlatformRequest request, ProxmoxClient client, string where, PlatformPrograms programs)
    {
        var context = LiveContext.Of(
            request,
            programs,
            client,
            new LocalHostShell(request.Platform.Hypervisor.Node, TimeProvider.System),
            new DirectReach(),
            new DirectDoor()
        );
        return new LiveSession(request, where)
        {
            Resources = PlatformResources.For(context),
            OrphanFinders = [PlatformResources.StackOrphansOf(context), PlatformResources.GuestOrphansOf(context)],
            Context = _ => Task.FromResult<PlatformContext?>(context),
            Published = _ => Task.FromResult<string?>($"{request.Platform.Gateway.Address}:443"),
            Closing = client,
        };
    }
}
