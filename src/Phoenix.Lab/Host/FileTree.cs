namespace Phoenix.Lab.Host;

/// <summary>Whole trees of files with owners, devices and extended attributes, which the framework's calls do not keep.</summary>
internal static class FileTree
{
    /// <summary>Removes a tree; what is mounted in it is left alone. Absent already is success.</summary>
    public static async Task RemoveAsync(string path, CancellationToken cancel) =>
        await Machine.MustAsync(MachineCommand.Of("rm", "-rf", "--one-file-system", "--", path), "removing files", cancel);

    /// <summary>Copies a tree to a place that does not exist yet, with everything that makes up an overlay's layer.</summary>
    public static async Task CopyAsync(string source, string target, CancellationToken cancel) =>
        await Machine.MustAsync(MachineCommand.Of("cp", "-a", "--reflink=auto", "--", source, target), "copying files", cancel);
}
