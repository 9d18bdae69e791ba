using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>The built-in platform: what <c>phoenix init</c> writes, and what <c>phoenix up</c> uses when there is no <c>phoenix.yaml</c>.</summary>
public static class SeedPlatform
{
    /// <summary>The path of the platform's file among <see cref="Files"/>.</summary>
    public const string FileName = "phoenix.yaml";

    private const string Prefix = "seed/";

    private static readonly Lazy<ImmutableDictionary<string, ImmutableArray<byte>>> Embedded = new(Load);

    /// <summary>All files by their path relative to the directory of <c>phoenix.yaml</c>.</summary>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Files => Embedded.Value;

    /// <summary>The text of <c>phoenix.yaml</c>.</summary>
    public static SourceText Source => SourceText.FromBytes(FileName, Files[FileName].AsSpan());

    /// <summary>The seed, read as any other platform is.</summary>
    public static PlatformResult Read() => PlatformReader.Read(Source, new InMemoryFiles(Files));

    private static ImmutableDictionary<string, ImmutableArray<byte>> Load()
    {
        var assembly = typeof(SeedPlatform).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToImmutableDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    return ImmutableArray.Create(bytes);
                }
            );
    }
}
