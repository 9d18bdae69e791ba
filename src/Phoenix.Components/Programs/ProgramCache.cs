using System.Security.Cryptography;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>Programs, ready to be installed, in Phoenix's cache: <c>programs/NAME-VERSION-DIGEST</c>. What stands there was checked when it was put there.</summary>
public sealed class ProgramCache(string directory)
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    /// <summary>The path of a program of that digest.</summary>
    internal string PathOf(string name, string version, string sha256) => Path.Combine(directory, $"{name}-{version}-{sha256[..16]}");

    /// <summary>Whether it is there.</summary>
    internal static bool Holds(string path, long size) => new FileInfo(path) is { Exists: true } file && file.Length == size;

    /// <summary>Puts a program in place when it is what was promised, and leaves nothing behind when it is not.</summary>
    /// <param name="path">The path in the cache.</param>
    /// <param name="sha256">The promised digest.</param>
    /// <param name="write">Writes the bytes.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <exception cref="PhoenixException">PHX3142: other bytes.</exception>
    internal async Task PutAsync(string path, string sha256, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        Directory.CreateDirectory(directory);
        // A name of its own: two commands may unpack the same program at once, and both renames are right.
        var beside = Path.Combine(directory, $".new-{Guid.NewGuid():N}");
        try
        {
            await using (var file = new FileStream(beside, Fresh))
            {
                await write(file, cancel);
            }

            var found = await DigestAsync(beside, cancel);
            if (found != sha256)
            {
                throw Damaged(Path.GetFileName(path), found, sha256);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Lower-case hex SHA-256 of a file.</summary>
    internal static async Task<string> DigestAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    internal static PhoenixException Damaged(string what, string found, string promised) =>
        new(ProgramErrors.Damaged, $"{what} is not what was promised") { Where = what, Remote = $"found {found}\npromised {promised}" };

    private static FileStreamOptions Fresh =>
        new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Executable,
        };
}
