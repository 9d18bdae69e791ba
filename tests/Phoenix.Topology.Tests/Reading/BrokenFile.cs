using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Topology.Tests.Reading;

/// <summary>The seed with one thing broken.</summary>
public sealed record BrokenFile(string Name, string Group)
{
    private const string ComposePath = "stacks/hello/compose.yaml";

    /// <summary>What is replaced in <c>phoenix.yaml</c>.</summary>
    public ImmutableArray<(string Old, string New)> Edits { get; init; } = [];

    /// <summary>The whole text of <c>phoenix.yaml</c>, instead of the seed's.</summary>
    public byte[]? Whole { get; init; }

    /// <summary>The text of the compose file, instead of the seed's.</summary>
    public string? Compose { get; init; }

    /// <summary>One more file, and its text.</summary>
    public (string Path, string Text)? Further { get; init; }

    /// <summary>Files that are not there.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>A file that the system refuses.</summary>
    public string? Refused { get; init; }

    public PlatformResult Read()
    {
        var files = SeedPlatform.Files.RemoveRange(Without);
        if (Compose is not null)
        {
            files = files.SetItem(ComposePath, [.. Encoding.UTF8.GetBytes(Compose)]);
        }

        if (Further is var (path, text))
        {
            files = files.SetItem(path, [.. Encoding.UTF8.GetBytes(text)]);
        }

        var source = Whole is null ? new SourceText("phoenix.yaml", Edited()) : SourceText.FromBytes("phoenix.yaml", Whole);
        IPlatformFiles readable = new InMemoryFiles(files);
        return PlatformReader.Read(source, Refused is null ? readable : new RefusingFiles(readable, Refused));
    }

    public string Edited()
    {
        var text = SeedPlatform.Source.Text;
        foreach (var (old, replacement) in Edits)
        {
            text.ShouldContain(old, customMessage: $"{Name}: the seed has changed");
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }

        return text;
    }

    private sealed class RefusingFiles(IPlatformFiles files, string refused) : IPlatformFiles
    {
        public string Directory => files.Directory;

        public PlatformFile Read(string relativePath) =>
            relativePath == refused ? new PlatformFile.Refused("it leads outside the directory") : files.Read(relativePath);
    }
}
