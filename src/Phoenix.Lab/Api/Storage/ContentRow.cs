using System.Text.Json.Nodes;

namespace Phoenix.Lab.Api.Storage;

/// <summary>A volume as a row of a storage's content.</summary>
internal static class ContentRow
{
    /// <summary>A template, an image or another file.</summary>
    public static JsonObject OfFile(NodeStorage storage, string volume)
    {
        var file = new FileInfo(storage.PathOf(volume));
        return Of($"{storage.Name}:{volume}", volume, file.Length, new DateTimeOffset(file.CreationTimeUtc).ToUnixTimeSeconds());
    }

    /// <summary>A base image of the lab. It has no date: it belongs to the lab, not to the storage's files.</summary>
    public static JsonObject OfImage(BaseImageOffer image) => Of($"local:{image.Volume}", image.Volume, image.Size, 0);

    /// <summary>A guest's disk.</summary>
    public static JsonObject OfDisk(NodeStorage storage, string volume)
    {
        var path = storage.PathOf(volume);
        var created = Directory.Exists(path) ? Directory.GetCreationTimeUtc(path) : File.GetCreationTimeUtc(path);
        var row = new JsonObject
        {
            ["volid"] = $"{storage.Name}:{volume}",
            ["content"] = volume.Contains("/subvol-", StringComparison.Ordinal) ? "rootdir" : "images",
            ["format"] = FormatOf(volume),
            ["size"] = storage.SizeOf(volume) ?? 0,
            ["used"] = 0,
            ["parent"] = null,
            ["ctime"] = new DateTimeOffset(created).ToUnixTimeSeconds(),
        };
        if (int.TryParse(volume.Split('/')[0], out var vmid))
        {
            row["vmid"] = vmid;
        }
        return row;
    }

    private static JsonObject Of(string id, string volume, long size, long created) =>
        new()
        {
            ["volid"] = id,
            ["content"] = volume.Split('/')[0],
            ["format"] = FormatOf(volume),
            ["size"] = size,
            ["ctime"] = created,
        };

    private static string FormatOf(string volume) =>
        volume.EndsWith(".tar.gz", StringComparison.Ordinal) ? "tgz"
        : volume.EndsWith(".tar.zst", StringComparison.Ordinal) ? "tzst"
        : volume.EndsWith(".tar.xz", StringComparison.Ordinal) ? "txz"
        : Path.GetExtension(volume).TrimStart('.') is { Length: > 0 } extension ? extension
        : "raw";
}
