using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>The template that containers are made from: Debian 13, as the node has it or as Proxmox offers it.</summary>
public static class DebianTemplate
{
    private const string Package = "debian-13-standard";
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>The template's volume; fetched by the node when it has none.</summary>
    /// <exception cref="PhoenixException">There is none to be had.</exception>
    public static async Task<string> EnsureAsync(
        ProxmoxClient api,
        Hypervisor hypervisor,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var node = hypervisor.Node;
        // Several guests are made at once; the first fetches, the others find it there.
        await Turn.WaitAsync(cancel);
        try
        {
            var storages = await NodeStorages.TakingAsync(api, node, "vztmpl", hypervisor.ImageStorage, cancel);
            foreach (var storage in storages)
            {
                var volumes = await api.Storage.ContentAsync(node, storage, "vztmpl", cancel);
                var newest = volumes
                    .Where(volume => volume.Id.Contains($"/{Package}_", StringComparison.Ordinal))
                    .MaxBy(volume => volume.Id);
                if (newest is not null)
                {
                    return newest.Id;
                }
            }

            return await FetchAsync(api, node, storages[0], progress, cancel);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<string> FetchAsync(
        ProxmoxClient api,
        string node,
        string storage,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var offered = await api.Storage.TemplatesAsync(node, cancel);
        var template =
            offered.Where(offer => offer.Package == Package).MaxBy(offer => offer.Version)
            ?? throw new PhoenixException(GuestErrors.NoTemplate, $"{node} has no {Package} and is offered none");
        progress.Report($"the node fetches {template.FileName}");
        await api.Tasks.WaitAsync(await api.Storage.DownloadTemplateAsync(node, storage, template.FileName, cancel), progress, cancel);
        return $"{storage}:vztmpl/{template.FileName}";
    }
}
