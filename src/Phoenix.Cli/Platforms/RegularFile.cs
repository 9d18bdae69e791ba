using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Phoenix.Cli.Platforms;

/// <summary>Reads files that a user named: regular ones, and no more of them than is wanted. A named pipe would be waited for without end.</summary>
internal static partial class RegularFile
{
    // Linux: O_RDONLY, with O_NONBLOCK (a pipe without a writer opens at once) and O_CLOEXEC.
    private const int ReadAtOnce = 0x800 | 0x80000;

    /// <summary>The file's bytes; of a longer file the first <paramref name="most"/>.</summary>
    /// <exception cref="IOException">It cannot be read, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static byte[] Read(string path, int most)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a directory");
        }

        using var stream = new FileStream(Open(path), FileAccess.Read, bufferSize: 0);
        if (!stream.CanSeek && !IsHandedOver(path))
        {
            throw new IOException("it is no regular file");
        }

        using var content = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (content.Length < most && stream.Read(piece, 0, (int)Math.Min(piece.Length, most - content.Length)) is var read and > 0)
        {
            content.Write(piece, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>What a shell hands over, as in <c>--file /dev/stdin</c> or <c>--file &lt;(...)</c>: a pipe, but one that is written.</summary>
    private static bool IsHandedOver(string path) => path == "/dev/stdin" || path.StartsWith("/dev/fd/", StringComparison.Ordinal);

    private static SafeFileHandle Open(string path)
    {
        if (OperatingSystem.IsLinux() && !IsHandedOver(path) && OpenFile(path, ReadAtOnce) is >= 0 and var descriptor)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        // Also for what the system refuses: the framework says why.
        return File.OpenHandle(path);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);
}
