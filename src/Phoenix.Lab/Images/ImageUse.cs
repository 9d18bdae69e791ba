using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Lab.Images;

/// <summary>Which labs use a base image: a folder in it that names each lab's link to the image, wherever that lab's state is. A lab that is gone has no such link any more.</summary>
internal static class ImageUse
{
    private const string Folder = "users";

    // Somebody may be about to make a guest of it.
    private static readonly TimeSpan Rest = TimeSpan.FromDays(1);

    /// <summary>Says that an image is about to be used.</summary>
    public static void Touch(string image, TimeProvider time)
    {
        var folder = Directory.CreateDirectory(Path.Combine(image, Folder));
        folder.LastWriteTimeUtc = time.GetUtcNow().UtcDateTime;
    }

    /// <summary>Remembers a lab's link to an image.</summary>
    public static void Add(string image, string link)
    {
        var folder = Directory.CreateDirectory(Path.Combine(image, Folder)).FullName;
        var entry = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)))[..16]);
        if (new FileInfo(entry).LinkTarget is null)
        {
            File.CreateSymbolicLink(entry, link);
        }
    }

    /// <summary>Whether an image may still be needed. One whose users were never written down is.</summary>
    public static bool IsNeeded(string image, TimeProvider time)
    {
        var folder = new DirectoryInfo(Path.Combine(image, Folder));
        return !folder.Exists
            || time.GetUtcNow().UtcDateTime - folder.LastWriteTimeUtc < Rest
            || folder
                .EnumerateFileSystemInfos()
                .Any(entry =>
                    entry.LinkTarget is { } link
                    && new FileInfo(link).LinkTarget is { } used
                    && used.StartsWith(image + "/", StringComparison.Ordinal)
                );
    }
}
