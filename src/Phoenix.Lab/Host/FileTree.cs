namespace Phoenix.Lab.Host;

/// <summary>Whole trees of files with owners, devices and extended attributes, which the framework's calls do not keep.</summary>
internal static class FileTree
{
    private const UnixFileMode Open =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>Makes a directory and those above it that are missing, each of mode 0755 whatever the process's umask is. One that is there stays as it is.</summary>
    public static void MakeDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            MakeDirectory(parent);
        }

        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Open);
    }

    /// <summary>Removes a tree; what is mounted in it is left alone. Absent already is success.</summary>
    public static async Task RemoveAsync(string path, CancellationToken cancel) =>
        await Machine.MustAsync(MachineCommand.Of("rm", "-rf", "--one-file-system", "--", path), "removing files", cancel);

    /// <summary>Copies a tree to a place that does not exist yet, with everything that makes up an overlay's layer.</summary>
    public static async Task CopyAsync(string source, string target, CancellationToken cancel) =>
        await Machine.MustAsync(MachineCommand.Of("cp", "-a", "--reflink=auto", "--", source, target), "copying files", cancel);
}
