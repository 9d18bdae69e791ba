using System.Collections.Immutable;

namespace Phoenix.Components.Stacks;

/// <summary>Context files on the machine Phoenix runs on. Links are not followed: a context is what lies in its directory.</summary>
/// <param name="root">The platform's directory.</param>
public sealed class DirectoryContextFiles(string root) : IContextFiles
{
    /// <inheritdoc />
    public async Task<ImmutableArray<ContextFile>> ReadAsync(string directory, CancellationToken cancel)
    {
        var from = Path.Combine(root, directory);
        if (!Directory.Exists(from))
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = ImmutableArray.CreateBuilder<ContextFile>();
        foreach (var path in Directory.EnumerateFiles(from, "*", options).Order(StringComparer.Ordinal))
        {
            var executable = (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
            files.Add(new ContextFile(Path.GetRelativePath(from, path), await File.ReadAllBytesAsync(path, cancel), executable));
        }

        return files.ToImmutable();
    }
}
