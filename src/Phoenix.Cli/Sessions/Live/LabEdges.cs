using System.Collections.Immutable;
using System.Net;
using Phoenix.Components.Composition;
using Phoenix.Engine;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The way into a lab: none while it is not up, and the same for everybody once it is.</summary>
internal sealed class LabEdges(PlatformRequest request, PlatformPrograms programs, LabController controller, LabName name) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private ImmutableDictionary<ResourceId, IResource>? resources;
    private ProxmoxClient? client;

    /// <summary>The resources as they are while there is no lab: names and places, nothing to ask.</summary>
    public ImmutableArray<IResource> Shapes() => PlatformResources.For(ContextOf(Unconnected()));

    /// <summary>Whether the lab is up now.</summary>
    public async Task<bool> IsUpAsync(CancellationToken cancel) =>
        (await controller.ListAsync(cancel)).Any(lab => lab.Settings.Name == name && lab.Running);

    /// <summary>The real resource; null while the lab is not up.</summary>
    public async Task<IResource?> FindAsync(ResourceId id, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            resources ??= await OpenAsync(cancel);
            return resources?[id];
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The edges; null while the lab is not up.</summary>
    public async Task<PlatformContext?> ContextAsync(CancellationToken cancel) =>
        await ConnectAsync(cancel) is { } connected ? ContextOf(connected) : null;

    /// <summary>Forgets the way in: the lab was made anew, with another address, token and certificate.</summary>
    public void Forget()
    {
        client?.Dispose();
        (client, resources) = (null, null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client?.Dispose();
        turn.Dispose();
    }

    private async Task<ImmutableDictionary<ResourceId, IResource>?> OpenAsync(CancellationToken cancel) =>
        await ConnectAsync(cancel) is { } connected
            ? PlatformResources.For(ContextOf(connected)).ToImmutableDictionary(resource => resource.Id)
            : null;

    private async Task<ProxmoxClient?> ConnectAsync(CancellationToken cancel)
    {
        if (client is null && await IsUpAsync(cancel))
        {
            var access = await controller.ApiAsync(name, cancel);
            client = ClientOf(access);
        }

        return client;
    }

    /// <summary>A client of a lab's node.</summary>
    public static ProxmoxClient ClientOf(Lab.Daemon.LabApiAccess access) =>
        new(
            new ProxmoxConnection
            {
                Endpoint = new Uri(access.Url),
                Credentials = new ProxmoxCredentials.Token(access.Token, new Secret(access.Secret)),
                Pin = CertificatePin.Parse(access.Fingerprint),
            }
        );

    // Never connected: while there is no lab, nothing is asked of it.
    private static ProxmoxClient Unconnected() =>
        new(
            new ProxmoxConnection
            {
                Endpoint = new Uri("https://lab.invalid:8006"),
                Credentials = new ProxmoxCredentials.Token("root@pam!phoenix", new Secret("")),
            }
        );

    private PlatformContext ContextOf(ProxmoxClient api) =>
        LiveContext.Of(request, programs, api, controller.Shell(name), LabController.Reach(name), new NamespaceDoor(name));
}
