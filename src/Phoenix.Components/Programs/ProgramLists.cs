using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>One program of a bundle's <c>manifest.json</c>.</summary>
internal sealed record BundleEntry
{
    public required string Name { get; init; }
    public required string Version { get; init; }
    public required string Kind { get; init; }
    public required string Os { get; init; }
    public required string Arch { get; init; }
    public required string File { get; init; }
    public required string Compression { get; init; }
    public required long Size { get; init; }
    public required string Sha256 { get; init; }
    public required long BinarySize { get; init; }
    public required string BinarySha256 { get; init; }
}

/// <summary>A bundle's <c>manifest.json</c>.</summary>
internal sealed record BundleManifest
{
    public required int SchemaVersion { get; init; }
    public required ImmutableArray<BundleEntry> Components { get; init; }
}

/// <summary>One official release in <c>phoenix.lock</c>: a gzipped tar and the program in it.</summary>
internal sealed record LockedRelease
{
    public required string Name { get; init; }
    public required string Version { get; init; }
    public required string Arch { get; init; }
    public required Uri Url { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>The program's path in the archive.</summary>
    public required string Member { get; init; }
    public required string BinarySha256 { get; init; }
}

/// <summary><c>phoenix.lock</c>.</summary>
internal sealed record LockFile
{
    public required int SchemaVersion { get; init; }
    public required ImmutableArray<LockedRelease> Releases { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(LockFile))]
internal sealed partial class ProgramLists : JsonSerializerContext
{
    private const int Known = 1;

    /// <summary>Reads a bundle's manifest.</summary>
    /// <exception cref="PhoenixException">PHX3144.</exception>
    public static BundleManifest ManifestIn(string text, string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(text, Default.BundleManifest);
            return manifest is { SchemaVersion: Known }
                ? manifest
                : throw Bad(path, $"schemaVersion {manifest?.SchemaVersion} is not known");
        }
        catch (JsonException failure)
        {
            throw Bad(path, failure.Message);
        }
    }

    /// <summary>Reads a lock file.</summary>
    /// <exception cref="PhoenixException">PHX3144.</exception>
    public static LockFile LockIn(string text, string path)
    {
        try
        {
            var locked = JsonSerializer.Deserialize(text, Default.LockFile);
            return locked is { SchemaVersion: Known } ? locked : throw Bad(path, $"schemaVersion {locked?.SchemaVersion} is not known");
        }
        catch (JsonException failure)
        {
            throw Bad(path, failure.Message);
        }
    }

    private static PhoenixException Bad(string path, string why) =>
        new(ProgramErrors.BadList, $"{path} cannot be read") { Where = path, Remote = why };
}
