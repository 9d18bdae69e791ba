using System.Collections.Immutable;
using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>Writes the seed platform's files into a directory.</summary>
internal static class SeedWriter
{
    /// <summary>Writes all files, or none when one is there that must not be overwritten.</summary>
    /// <returns>The full paths that were written.</returns>
    /// <exception cref="PhoenixException">A file is there already, or the directory cannot be written.</exception>
    public static ImmutableArray<string> Write(string directory, SeedFiles whenThere)
    {
        var files = SeedPlatform
            .Files.OrderBy(file => file.Key != SeedPlatform.FileName)
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => (Path: Path.Combine(directory, file.Key), Bytes: file.Value))
            .ToImmutableArray();
        if (whenThere == SeedFiles.Refuse && files.FirstOrDefault(file => File.Exists(file.Path)).Path is { } there)
        {
            throw new PhoenixException(CliErrors.FileExists, $"{there} is there already") { Where = there };
        }

        try
        {
            foreach (var (path, bytes) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, bytes.AsSpan());
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PhoenixException(CliErrors.UnwritableDirectory, refused.Message, refused) { Where = directory };
        }

        return [.. files.Select(file => file.Path)];
    }
}

/// <summary>What happens to files that are there already.</summary>
internal enum SeedFiles
{
    /// <summary>Nothing is written.</summary>
    Refuse,

    /// <summary>They are overwritten.</summary>
    Overwrite,
}
