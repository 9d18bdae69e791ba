using Phoenix.Proxmox;
using Phoenix.Proxmox.Storage;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>The disk image that virtual machines are made from: Debian 13 for clouds, as the node has it or as Debian offers it.</summary>
public static class DebianCloudImage
{
    private const string FileName = "debian-13-genericcloud-amd64.qcow2";
    private static readonly Uri Official = new($"https://cloud.debian.org/images/cloud/trixie/latest/{FileName}");
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>The image's volume; fetched by the node when it has none.</summary>
    /// <exception cref="PhoenixException">No storage takes images to import, or the node could not fetch it.</exception>
    public static async Task<string> EnsureAsync(
        ProxmoxClient api,
        Hypervisor hypervisor,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        var node = hypervisor.Node;
        await Turn.WaitAsync(cancel);
        try
        {
            var storages = await NodeStorages.TakingAsync(api, node, "import", hypervisor.ImageStorage, cancel);
            foreach (var storage in storages)
            {
                var volumes = await api.Storage.ContentAsync(node, storage, "import", cancel);
                if (volumes.FirstOrDefault(volume => volume.Id.EndsWith($"/{FileName}", StringComparison.Ordinal)) is { } image)
                {
                    return image.Id;
                }
            }

            progress.Report($"the node fetches {FileName}");
            var download = new StorageDownload
            {
                Content = "import",
                FileName = FileName,
                Url = Official,
            };
            await api.Tasks.WaitAsync(await api.Storage.DownloadAsync(node, storages[0], download, cancel), progress, cancel);
            return $"{storages[0]}:import/{FileName}";
        }
        finally
        {
            Turn.Release();
        }
    }
}
