namespace Phoenix.Lab.Runtime;

/// <summary>The program that LXC calls for every interface it makes, also when a guest reboots by itself: it puts the host end into its bridge.</summary>
internal static class ConnectScript
{
    // LXC adds: the container's name, "net", "up", the kind, the host end.
    private const string Text =
        "#!/bin/sh\n# bridge, up|down, container, net, up, veth, port\nexec ip link set dev \"$7\" master \"$1\" \"$2\"\n";
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Its path.</summary>
    public static async Task<string> EnsureAsync(LabDirectories directories, CancellationToken cancel)
    {
        var path = Path.Combine(directories.Lxc, "connect");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(directories.Lxc);
            await File.WriteAllTextAsync(path + ".new", Text, cancel);
            File.SetUnixFileMode(path + ".new", Executable);
            File.Move(path + ".new", path, overwrite: true);
        }

        return path;
    }
}
