using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Storage;

/// <summary>
/// One storage: a directory. A guest's disks are sparse files of the right size that stand for its root file system (which the runtime keeps as an
/// overlay), so that names, sizes and lists are those of a real node.
/// </summary>
internal sealed class NodeStorage(string name, string root, string content)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its directory.</summary>
    public string Root => root;

    /// <summary>The kinds of content it takes, comma separated.</summary>
    public string Content => content;

    /// <summary>The path of a volume.</summary>
    public string PathOf(string volume)
    {
        var (folder, file) = volume.Split('/', 2) is [var first, var rest] ? (first, rest) : ("", volume);
        if (file.Split('/').Any(static part => part is ".." or "." or ""))
        {
            throw ApiFailure.Run($"unable to parse directory volume name '{volume}'");
        }
        return Path.Combine(root, FolderOf(folder) ?? Path.Combine("images", folder), file);
    }

    /// <summary>The path of a volume as the lab's host sees it.</summary>
    public string HostPathOf(string volume) => name == "local" ? "/var/lib/vz" + PathOf(volume)[root.Length..] : PathOf(volume);

    /// <summary>Where a kind of content is kept; null for guests' disks.</summary>
    public static string? FolderOf(string kind) =>
        kind switch
        {
            "vztmpl" => "template/cache",
            "iso" => "template/iso",
            "import" => "import",
            "backup" => "dump",
            "snippets" => "snippets",
            _ => null,
        };

    /// <summary>Makes a disk of a guest with the first free number and answers with its volume's name.</summary>
    public string AllocateDisk(int vmid, long bytes) => AllocateFile(vmid, $"vm-{vmid}-disk-{FreeNumber(vmid)}.raw", bytes);

    /// <summary>Makes a directory that stands for a root file system without a limit of its size.</summary>
    public string AllocateDirectory(int vmid)
    {
        var directory = $"subvol-{vmid}-disk-{FreeNumber(vmid)}.subvol";
        Directory.CreateDirectory(Path.Combine(FolderOf(vmid), directory));
        return $"{vmid}/{directory}";
    }

    /// <summary>Makes a file of a guest.</summary>
    public string AllocateFile(int vmid, string file, long bytes)
    {
        using var stream = File.Create(Path.Combine(FolderOf(vmid), file));
        stream.SetLength(bytes);
        return $"{vmid}/{file}";
    }

    /// <summary>Sets a disk's size.</summary>
    public void Resize(string volume, long bytes)
    {
        using var stream = new FileStream(PathOf(volume), FileMode.Open);
        stream.SetLength(bytes);
    }

    /// <summary>Deletes a volume; absent already is success.</summary>
    public void Free(string volume)
    {
        var path = PathOf(volume);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
        if (Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder) && FolderOf(volume.Split('/')[0]) is null)
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    /// <summary>Whether the volume is there, and how large it is.</summary>
    public long? SizeOf(string volume)
    {
        var path = PathOf(volume);
        if (Directory.Exists(path))
        {
            return 0;
        }
        return File.Exists(path) ? new FileInfo(path).Length : null;
    }

    /// <summary>Every file of a kind, as volumes.</summary>
    public ImmutableArray<string> Files(string kind)
    {
        var folder = Path.Combine(root, FolderOf(kind)!);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(path => $"{kind}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Every disk, as volumes.</summary>
    public ImmutableArray<string> Disks()
    {
        var folder = Path.Combine(root, "images");
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder)
                    .SelectMany(static guest => Directory.EnumerateFileSystemEntries(guest))
                    .Select(static path => $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}")
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    private int FreeNumber(int vmid) =>
        Enumerable
            .Range(0, int.MaxValue)
            .First(number => !Directory.EnumerateFileSystemEntries(FolderOf(vmid), $"*-{vmid}-disk-{number}.*").Any());

    private string FolderOf(int vmid) => Directory.CreateDirectory(Path.Combine(root, "images", $"{vmid}")).FullName;
}
