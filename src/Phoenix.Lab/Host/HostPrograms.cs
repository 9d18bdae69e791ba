namespace Phoenix.Lab.Host;

/// <summary>The phoenix binary as the lab's host sees it, under both its names. It is replaced by renaming, so that a newer one reaches a running lab.</summary>
internal static class HostPrograms
{
    /// <summary>Puts the binary into the directory that is mounted in the host, when it is not the same one already.</summary>
    public static void Install(string binary, string hostRun)
    {
        var folder = Path.Combine(hostRun, "bin");
        Directory.CreateDirectory(folder);
        var source = new FileInfo(binary);
        foreach (var name in new[] { "phoenix", "pct" })
        {
            var target = new FileInfo(Path.Combine(folder, name));
            if (target.Exists && target.Length == source.Length && target.LastWriteTimeUtc == source.LastWriteTimeUtc)
            {
                continue;
            }

            // Copied, not linked: the name under which it runs is how it knows what it is.
            source.CopyTo(target.FullName + ".new", overwrite: true);
            File.SetLastWriteTimeUtc(target.FullName + ".new", source.LastWriteTimeUtc);
            File.Move(target.FullName + ".new", target.FullName, overwrite: true);
        }
    }
}
