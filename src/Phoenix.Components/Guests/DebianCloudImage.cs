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
    public static async Task<string> EnsureAsync(ProxmoxClient api, string node, IProgress<string> progress, CancellationToken cancel)
    {
        await Turn.WaitAsync(cancel);
        try
        {
            var storages = await api.Storage.ListAsync(node, cancel);
            var holders = storages.Where(storage => storage.IsActive && storage.Content.Contains("import")).ToList();
            foreach (var storage in holders)
            {
                var volumes = await api.Storage.ContentAsync(node, storage.Id, "import", cancel);
                if (volumes.FirstOrDefault(volume => volume.Id.EndsWith($"/{FileName}", StringComparison.Ordinal)) is { } image)
                {
                    return image.Id;
                }
            }

            var target =
                holders.FirstOrDefault()
                ?? throw new PhoenixException(GuestErrors.NoStorage, $"{node} has no storage for images to import");
            progress.Report($"the node fetches {FileName}");
            var download = new StorageDownload
            {
                Content = "import",
                FileName = FileName,
                Url = Official,
            };
            await api.Tasks.WaitAsync(await api.Storage.DownloadAsync(node, target.Id, download, cancel), null, cancel);
            return $"{target.Id}:import/{FileName}";
        }
        finally
        {
            Turn.Release();
        }
    }
}
