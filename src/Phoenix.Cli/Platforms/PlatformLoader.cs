using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Views;
using Phoenix.Topology;

namespace Phoenix.Cli.Platforms;

/// <summary>Loads the platform that a command works on.</summary>
internal static class PlatformLoader
{
    /// <summary>The platform of the file; without a file the built-in seed platform.</summary>
    /// <exception cref="InvalidConfigurationException">The file has errors.</exception>
    /// <exception cref="PhoenixException">The named file cannot be read.</exception>
    public static Platform Load(Invocation invocation)
    {
        var result = Find(invocation.File, invocation.Context);
        if (result.Platform is not { } platform)
        {
            throw new InvalidConfigurationException(result);
        }

        if (!result.Diagnostics.IsEmpty && !invocation.IsJson)
        {
            DiagnosticsView.Write(invocation, result);
        }

        return platform;
    }

    /// <summary>Reads the platform file, whatever is wrong with it.</summary>
    /// <returns>Its full path and what was found.</returns>
    /// <exception cref="PhoenixException">There is no file, or it cannot be read.</exception>
    public static (string Path, PlatformResult Result) ReadFile(Invocation invocation)
    {
        var path =
            PlatformFileFinder.Find(invocation.File, invocation.Context)
            ?? throw new PhoenixException(
                CliErrors.NoPlatformFile,
                $"there is no {PlatformFileFinder.FileName} here or in a directory above"
            )
            {
                Where = invocation.Context.Directory,
            };
        return (path, Read(path, invocation.Context));
    }

    /// <summary>The platform as far as it can be had without a word, for completion; null when something is wrong.</summary>
    public static Platform? TryLoad(string? named, CliContext context)
    {
        try
        {
            return Find(named, context).Platform;
        }
        catch (Exception unreadable) when (unreadable is PhoenixException or ArgumentException)
        {
            return null;
        }
    }

    private static PlatformResult Find(string? named, CliContext context) =>
        PlatformFileFinder.Find(named, context) is { } path ? Read(path, context) : SeedPlatform.Read();

    private static PlatformResult Read(string path, CliContext context)
    {
        try
        {
            var shown = Path.GetRelativePath(context.Directory, path);
            var source = SourceText.FromBytes(shown, RegularFile.Read(path, SourceText.MostBytes));
            return PlatformReader.Read(source, new DiskFiles(Path.GetDirectoryName(path)!));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var why = unreadable is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : unreadable.Message;
            throw new PhoenixException(CliErrors.UnreadableFile, $"{path} cannot be read: {why}", unreadable) { Where = path };
        }
    }
}
