using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>What an image is built from: the files of the context, the Dockerfile among them. Equal contexts have equal digests, wherever and whenever they are read.</summary>
public sealed record BuildContext
{
    /// <summary>The name an inline Dockerfile gets in the context.</summary>
    public const string InlineDockerfile = ".phoenix.Dockerfile";

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The files that are sent, by path.</summary>
    public required ImmutableArray<ContextFile> Files { get; init; }

    /// <summary>The Dockerfile's path among them.</summary>
    public required string Dockerfile { get; init; }

    /// <summary>The context of a service.</summary>
    /// <exception cref="PhoenixException">The directory is empty or not there, or has no Dockerfile.</exception>
    public static BuildContext Of(BuildSection section, ImmutableArray<ContextFile> files)
    {
        var ignored = files.FirstOrDefault(file => file.Path == IgnoreRules.FileName && file.IsPlain) is { } rules
            ? IgnoreRules.Parse(Encoding.UTF8.GetString(rules.Content.Span))
            : IgnoreRules.Parse("");
        var dockerfile = section.InlineDockerfile is null ? section.Dockerfile : InlineDockerfile;
        // The Dockerfile is needed to build, even when it is told to stay out of the image.
        var kept = files.Where(file => file.Path == dockerfile || !ignored.Ignores(file.Path));
        if (section.InlineDockerfile is { } text)
        {
            kept = kept.Append(new ContextFile(InlineDockerfile, Encoding.UTF8.GetBytes(text), false));
        }

        ImmutableArray<ContextFile> sent = [.. kept.OrderBy(file => file.Path, StringComparer.Ordinal)];
        return sent.Any(file => file.Path == dockerfile && file.IsPlain)
            ? new BuildContext { Files = sent, Dockerfile = dockerfile }
            : throw new PhoenixException(StackErrors.ContextInvalid, $"the build context of {section.Service} has no file {dockerfile}");
    }

    /// <summary>The Dockerfile's text.</summary>
    public string DockerfileText => Encoding.UTF8.GetString(Files.First(file => file.Path == Dockerfile).Content.Span);

    /// <summary>The context as a tar archive without times and owners.</summary>
    public async Task<MemoryStream> ToTarAsync(CancellationToken cancel)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var file in Files)
            {
                await writer.WriteEntryAsync(EntryOf(file), cancel);
            }
        }

        archive.Position = 0;
        return archive;
    }

    private static PaxTarEntry EntryOf(ContextFile file)
    {
        var entry = file switch
        {
            { LinkTarget: { } target } => new PaxTarEntry(TarEntryType.SymbolicLink, file.Path) { LinkName = target },
            { IsDirectory: true } => new PaxTarEntry(TarEntryType.Directory, file.Path),
            _ => new PaxTarEntry(TarEntryType.RegularFile, file.Path)
            {
                DataStream = new MemoryStream(file.Content.ToArray(), writable: false),
            },
        };
        entry.Mode = file.IsExecutable ? Executable : Plain;
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        return entry;
    }

    /// <summary>Lower-case hex SHA-256 over paths, modes and contents of the files and the section's arguments and target.</summary>
    public string DigestWith(BuildSection section)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(Dockerfile));
        Append(hash, Encoding.UTF8.GetBytes(section.Target ?? ""));
        foreach (var (name, value) in section.Arguments)
        {
            Append(hash, Encoding.UTF8.GetBytes($"{name}={value}"));
        }

        foreach (var file in Files)
        {
            Append(hash, Encoding.UTF8.GetBytes(KindOf(file) + file.Path));
            Append(hash, file.LinkTarget is { } target ? Encoding.UTF8.GetBytes(target) : file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string KindOf(ContextFile file) =>
        file switch
        {
            { LinkTarget: not null } => "l ",
            { IsDirectory: true } => "d ",
            { IsExecutable: true } => "x ",
            _ => "- ",
        };

    // With its length before it, no part can be taken for the end of another.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
