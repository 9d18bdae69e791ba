using Phoenix.Cli.Invocations;

namespace Phoenix.Cli.Platforms;

/// <summary>Finds the platform file: what <c>--file</c> names, else <c>PHOENIX_FILE</c>, else <c>phoenix.yaml</c> here or above.</summary>
internal static class PlatformFileFinder
{
    /// <summary>The file's name.</summary>
    public const string FileName = "phoenix.yaml";

    /// <summary>The full path, or null when none was named and none is found. A named file need not exist.</summary>
    public static string? Find(string? named, CliContext context)
    {
        var wanted = named ?? (context.Variable("PHOENIX_FILE") is { Length: > 0 } variable ? variable : null);
        if (wanted is not null)
        {
            var path = Path.GetFullPath(wanted, context.Directory);
            return Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        }

        for (var directory = new DirectoryInfo(context.Directory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, FileName);
            // Whatever has that name is meant: a directory or a dead link is told of, not passed over for a file above.
            if (Path.Exists(candidate) || new FileInfo(candidate).LinkTarget is not null)
            {
                return candidate;
            }
        }

        return null;
    }
}
