using Phoenix.Components.Composition;
using Phoenix.Engine;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Opens a platform in a lab, which may not be up yet: the lab is its first resource.</summary>
internal static class LabSession
{
    /// <summary>Opens it; nothing is changed.</summary>
    public static async Task<IPlatformSession> OpenAsync(PlatformRequest request, LabController controller, CancellationToken cancel)
    {
        var name = LabName.Parse(request.Platform.Name);
        var settings = LabResource.SettingsOf(request.Platform, LabPublish.Of(request.Publish, await controller.FindAsync(name, cancel)));
        var edges = new LabEdges(request, await PlatformPrograms.OfAsync(request.Platform, cancel), controller, name);
        var lab = new LabResource(request.Platform, controller, settings) { Replaced = edges.Forget };
        return new LiveSession(request, $"the lab \"{name}\"")
        {
            IsLab = true,
            Resources =
            [
                lab,
                .. edges
                    .Shapes()
                    .Select(shape => NeedsNoLab(shape) ? shape : new LateResource(shape, lab.Id, edges.IsUpAsync, edges.FindAsync)),
            ],
            OrphanFinders =
            [
                new LateOrphans("stack", edges.IsUpAsync, edges.ContextAsync, PlatformResources.StackOrphansOf),
                new LateOrphans("guest", edges.IsUpAsync, edges.ContextAsync, PlatformResources.GuestOrphansOf),
            ],
            Context = edges.ContextAsync,
            Published = async token => await edges.ContextAsync(token) is null ? null : $"{settings.Publish}",
            Closing = edges,
        };
    }

    // The CA's material is made on the machine Phoenix runs on.
    private static bool NeedsNoLab(IResource shape) => shape.Id.Kind == "ca";
}
