namespace Phoenix.Engine;

/// <summary>Directories of Phoenix's own state: their owner's alone.</summary>
internal static class StateDirectory
{
    /// <summary>Makes the directory, mode 0700, when it is missing.</summary>
    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
