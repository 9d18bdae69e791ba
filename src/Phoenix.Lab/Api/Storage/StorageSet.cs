using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Storage;

/// <summary>The node's storages, and the lab's base images among their content.</summary>
internal sealed class StorageSet
{
    /// <summary>Sets up <c>local</c> and the others.</summary>
    public StorageSet(NodeApiOptions options)
    {
        Images = options.Images;
        All =
        [
            new NodeStorage("local", options.StorageRoot, "backup,images,import,iso,rootdir,snippets,vztmpl"),
            .. options.Storages.Select(static storage => new NodeStorage(storage.Name, storage.Root, storage.Content)),
        ];
    }

    /// <summary>The storages.</summary>
    public ImmutableArray<NodeStorage> All { get; }

    /// <summary>The base images, as volumes of <c>local</c>.</summary>
    public ImmutableArray<BaseImageOffer> Images { get; }

    /// <summary>The digest of the configuration of all storages.</summary>
    public string Digest =>
        GuestConfigText.Digest(
            string.Concat(All.Select(static storage => $"dir: {storage.Name}\n\tpath {storage.Root}\n\tcontent {storage.Content}\n\n"))
        );

    /// <summary>A storage by name.</summary>
    public NodeStorage Get(string name) =>
        All.FirstOrDefault(storage => storage.Name == name) ?? throw ApiFailure.Run($"storage '{name}' does not exist");

    /// <summary>The base image that a volume is, or null.</summary>
    public BaseImageOffer? ImageOf(VolumeId volume) =>
        volume.Storage == "local" ? Images.FirstOrDefault(image => image.Volume == volume.Name) : null;

    /// <summary>Whether a volume is there.</summary>
    public bool Exists(VolumeId volume) => ImageOf(volume) is not null || Get(volume.Storage).SizeOf(volume.Name) is not null;
}
