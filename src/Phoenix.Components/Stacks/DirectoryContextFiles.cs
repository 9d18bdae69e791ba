using System.Collections.Immutable;
using System.Formats.Tar;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Context files on the machine Phoenix runs on. Links are sent as links and not followed: a context is what lies in its directory.</summary>
/// <param name="root">The platform's directory.</param>
public sealed class DirectoryContextFiles(string root) : IContextFiles
{
    /// <inheritdoc />
    public async Task<ImmutableArray<ContextFile>> ReadAsync(BuildSection section, CancellationToken cancel)
    {
        var from = new DirectoryInfo(Path.Combine(root, section.Context));
        if (!from.Exists)
        {
            return [];
        }

        try
        {
            var rules = new FileInfo(Path.Combine(from.FullName, IgnoreRules.FileName));
            var ignored = IgnoreRules.Parse(rules.Exists ? await File.ReadAllTextAsync(rules.FullName, cancel) : "");
            var files = ImmutableArray.CreateBuilder<ContextFile>();
            await WalkAsync(from, "", new Choice(ignored, section.Dockerfile), files, cancel);
            return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PhoenixException(StackErrors.ContextInvalid, $"the build context of {section.Service} cannot be read", failure)
            {
                Where = from.FullName,
                Remote = failure.Message,
            };
        }
    }

    private static async Task WalkAsync(
        DirectoryInfo directory,
        string prefix,
        Choice choice,
        ImmutableArray<ContextFile>.Builder files,
        CancellationToken cancel
    )
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", Everything))
        {
            var path = prefix + entry.Name;
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                if (choice.DropsAllBelow(path))
                {
                    continue;
                }

                var before = files.Count;
                await WalkAsync(below, path + "/", choice, files, cancel);
                if (files.Count == before && !choice.Drops(path))
                {
                    files.Add(new ContextFile(path, ReadOnlyMemory<byte>.Empty, IsExecutable: true) { IsDirectory = true });
                }
            }
            else if (!choice.Drops(path))
            {
                files.Add(await FileAsync(entry, path, cancel));
            }
        }
    }

    private static async Task<ContextFile> FileAsync(FileSystemInfo entry, string path, CancellationToken cancel)
    {
        if (entry.LinkTarget is { } target)
        {
            return new ContextFile(path, ReadOnlyMemory<byte>.Empty, IsExecutable: true) { LinkTarget = target };
        }

        if (entry is FileInfo { Length: 0 } && await IsSpecialAsync(entry.FullName, cancel))
        {
            throw new IOException($"{path} is neither a file nor a directory nor a link");
        }

        var executable = (entry.UnixFileMode & UnixFileMode.UserExecute) != 0;
        return new ContextFile(path, await File.ReadAllBytesAsync(entry.FullName, cancel), executable);
    }

    // A pipe would be waited for when it is opened. The type of an entry is known to the writer of archives, which opens plain files alone.
    private static async Task<bool> IsSpecialAsync(string path, CancellationToken cancel)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await writer.WriteEntryAsync(path, "entry", cancel);
        }

        archive.Position = 0;
        await using var reader = new TarReader(archive);
        return (await reader.GetNextEntryAsync(cancellationToken: cancel))?.EntryType != TarEntryType.RegularFile;
    }

    // The rules and the Dockerfile are needed here, even when they are told to stay out of the image.
    private sealed record Choice(IgnoreRules Ignored, string Dockerfile)
    {
        public bool Drops(string path) => path != IgnoreRules.FileName && path != Dockerfile && Ignored.Ignores(path);

        public bool DropsAllBelow(string directory) =>
            Ignored.Ignores(directory) && !Ignored.TakeBack && !Dockerfile.StartsWith(directory + "/", StringComparison.Ordinal);
    }

    private static EnumerationOptions Everything => new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
}
