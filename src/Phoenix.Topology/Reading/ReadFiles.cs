using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Topology.Reading;

/// <summary>Remembers what was read, so that the platform can be read again elsewhere from the same files.</summary>
internal sealed class ReadFiles(IPlatformFiles files) : IPlatformFiles
{
    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Directory => files.Directory;

    /// <inheritdoc />
    public PlatformFile Read(string relativePath)
    {
        var file = files.Read(relativePath);
        if (file is PlatformFile.Found found)
        {
            read[relativePath] = Encoding.UTF8.GetString(found.Bytes.Span);
        }

        return file;
    }

    /// <summary>Everything found so far, and the platform's own file.</summary>
    public ImmutableSortedDictionary<string, string> With(SourceText platform) =>
        read.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(SeedPlatform.FileName, platform.Text);
}
