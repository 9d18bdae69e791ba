namespace Phoenix.Topology;

/// <summary>What <see cref="IPlatformFiles.Read"/> found.</summary>
public abstract record PlatformFile
{
    private PlatformFile() { }

    /// <summary>The file's bytes.</summary>
    public sealed record Found(ReadOnlyMemory<byte> Bytes) : PlatformFile;

    /// <summary>There is no such file.</summary>
    public sealed record Missing : PlatformFile;

    /// <summary>The file is there but not to be read: it leads outside the directory (a link), or the system refuses.</summary>
    /// <param name="Why">The reason in a few words, e.g. <c>it leads outside the directory</c>.</param>
    public sealed record Refused(string Why) : PlatformFile;
}
