using System.Collections.Immutable;
using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Storage;

/// <summary>Storages of a node, and container templates. Calls that return a <see cref="Upid"/> have only started a task; wait for it with <see cref="TasksApi.WaitAsync"/>.</summary>
public sealed class StorageApi
{
    private static readonly TimeSpan UploadTime = TimeSpan.FromHours(1);
    private readonly ApiTransport transport;

    internal StorageApi(ApiTransport transport) => this.transport = transport;

    /// <summary>The storages that a node knows.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<ImmutableArray<StorageStatus>> ListAsync(string node, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/storage"), cancel)).Select(StorageStatus.From);

    /// <summary>What is in a storage, of one kind (<c>vztmpl</c>, <c>iso</c>, ...) or, when null, of all.</summary>
    public async Task<ImmutableArray<StorageVolume>> ContentAsync(string node, string storage, string? content, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/nodes/{node}/storage/{storage}/content") with
        {
            Fields = new FormFields { { "content", content } },
        };
        return (await transport.DataAsync(request, cancel)).Select(StorageVolume.From);
    }

    /// <summary>Sends a file to a storage; the node checks its digest in the task.</summary>
    public async Task<Upid> UploadAsync(string node, string storage, StorageUpload upload, CancellationToken cancel)
    {
        using var content = new UploadContent(upload.Content, upload.FileName, upload.Sha256, upload.File);
        var request = ApiRequest.Post($"/nodes/{node}/storage/{storage}/upload") with { Upload = content, Timeout = UploadTime };
        return await transport.StartTaskAsync(request, cancel);
    }

    /// <summary>Lets the node fetch a file; everything about the file itself fails in the task.</summary>
    public Task<Upid> DownloadAsync(string node, string storage, StorageDownload download, CancellationToken cancel) =>
        transport.StartTaskAsync(
            ApiRequest.Post($"/nodes/{node}/storage/{storage}/download-url") with
            {
                Fields = new FormFields
                {
                    { "content", download.Content },
                    { "filename", download.FileName },
                    { "url", download.Url.AbsoluteUri },
                    { "checksum", download.Sha256 },
                    // Each of the two needs the other.
                    { "checksum-algorithm", download.Sha256 is null ? null : "sha256" },
                },
            },
            cancel
        );

    /// <summary>Removes a volume. A missing template is a success, as the node has it.</summary>
    public Task<Upid> DeleteAsync(string node, string storage, string volume, CancellationToken cancel) =>
        transport.StartTaskAsync(ApiRequest.Delete($"/nodes/{node}/storage/{storage}/content/{volume}"), cancel);

    /// <summary>The templates that Proxmox offers; empty until the node has fetched its list (pveam update).</summary>
    public async Task<ImmutableArray<ApplianceTemplate>> TemplatesAsync(string node, CancellationToken cancel) =>
        (await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/aplinfo"), cancel)).Select(ApplianceTemplate.From);

    /// <summary>Lets the node fetch an offered template.</summary>
    public Task<Upid> DownloadTemplateAsync(string node, string storage, string template, CancellationToken cancel) =>
        transport.StartTaskAsync(
            ApiRequest.Post($"/nodes/{node}/aplinfo") with
            {
                Fields = new FormFields { { "storage", storage }, { "template", template } },
            },
            cancel
        );
}
