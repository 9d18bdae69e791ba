using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Files that are not on disk: those of the seed platform, or of a test.</summary>
/// <param name="files">Bytes by relative path.</param>
public sealed class InMemoryFiles(ImmutableDictionary<string, ImmutableArray<byte>> files) : IPlatformFiles
{
    /// <inheritdoc />
    public string Directory => "";

    /// <inheritdoc />
    public PlatformFile Read(string relativePath) =>
        files.TryGetValue(relativePath, out var bytes) ? new PlatformFile.Found(bytes.AsMemory()) : new PlatformFile.Missing();
}
