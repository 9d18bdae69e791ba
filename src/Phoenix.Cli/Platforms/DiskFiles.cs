using Phoenix.Topology;

namespace Phoenix.Cli.Platforms;

/// <summary>The files of a directory. A link that leads out of it is refused: a platform file from elsewhere must not make Phoenix read what it should not.</summary>
internal sealed class DiskFiles(string directory) : IPlatformFiles
{
    private readonly string root = Path.GetFullPath(directory);

    /// <inheritdoc />
    public string Directory => root;

    /// <inheritdoc />
    public PlatformFile Read(string relativePath)
    {
        try
        {
            var path = Path.GetFullPath(Path.Combine(root, relativePath));
            if (!File.Exists(path))
            {
                return new PlatformFile.Missing();
            }

            if (!IsInside(path) || !IsInside(RealPath(path)))
            {
                return new PlatformFile.Refused("it leads outside the directory");
            }

            return new PlatformFile.Found(RegularFile.Read(path, SourceText.MostBytes));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new PlatformFile.Refused(refused is UnauthorizedAccessException ? "this user may not read it" : refused.Message);
        }
    }

    // Every directory on the way may be a link, not only the file.
    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var beside = Path.Combine(RealPath(parent), Path.GetFileName(path));
        FileSystemInfo entry = System.IO.Directory.Exists(beside) ? new DirectoryInfo(beside) : new FileInfo(beside);
        return entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : beside;
    }

    private bool IsInside(string path) => IsBelow(path, RealPath(root)) || IsBelow(path, root);

    // The root directory ends with its separator already.
    private static bool IsBelow(string path, string above) =>
        path.StartsWith(Path.EndsInDirectorySeparator(above) ? above : above + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
