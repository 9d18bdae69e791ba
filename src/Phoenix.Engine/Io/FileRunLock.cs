using System.Text.Json;
using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>
/// A lock as an advisory lock of the kernel (flock) on a file. The kernel gives it back when the process dies, however it dies, so a lock of a
/// dead process is taken over without asking; the file itself stays, because removing it would race. Its holder is named in a file beside it.
/// </summary>
public sealed class FileRunLock(string path, TimeProvider time) : IRunLock
{
    // Beside it, because .NET locks whatever it opens: the lock itself cannot be read by others.
    private string HolderPath => path + ".holder";

    /// <inheritdoc />
    public IDisposable Take(LockHolder holder)
    {
        var file = Lock();
        try
        {
            WriteHolder(holder);
            return new Taken(file, HolderPath);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw Unwritable(refused);
        }
    }

    private FileStream Lock()
    {
        try
        {
            StateDirectory.Ensure(Path.GetDirectoryName(path)!);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(refused);
        }

        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (IsHeld(held))
        {
            throw Held(held);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(refused);
        }
    }

    // The errno of flock when another holds it (EWOULDBLOCK), or a sharing violation. A full or a read-only disk is no holder to wait for.
    private static bool IsHeld(IOException refused) =>
        refused.HResult
        == (
            OperatingSystem.IsWindows() ? unchecked((int)0x80070020)
            : OperatingSystem.IsMacOS() ? 35
            : 11
        );

    private PhoenixException Unwritable(Exception cause) =>
        new(EngineErrors.StateUnwritable, $"the lock {path} cannot be made: {cause.Message}", cause) { Where = path };

    // Renamed into place, so that a reader never sees half of it.
    private void WriteHolder(LockHolder holder)
    {
        var draft = HolderPath + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(holder, LockJson.Default.LockHolder));
        File.Move(draft, HolderPath, overwrite: true);
    }

    private PhoenixException Held(IOException cause)
    {
        var holder = ReadHolder();
        var message = holder is null
            ? $"the lock {path} is held"
            : $"{holder.User} has been running `phoenix {holder.Command}` {Ago(holder.Since)} (process {holder.Process})";
        return new PhoenixException(EngineErrors.Locked, message, cause) { Where = path };
    }

    // The holder may be just beginning or just ending: then nobody is named.
    private LockHolder? ReadHolder()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(HolderPath), LockJson.Default.LockHolder);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Ago(DateTimeOffset since)
    {
        var ago = time.GetUtcNow() - since;
        return ago.TotalMinutes < 1 ? $"for {Math.Max(0, (int)ago.TotalSeconds)} s"
            : ago.TotalHours < 1 ? $"for {(int)ago.TotalMinutes} min"
            : $"since {since:yyyy-MM-dd HH:mm} UTC";
    }

    private sealed class Taken(FileStream file, string holderPath) : IDisposable
    {
        public void Dispose()
        {
            if (file.CanWrite)
            {
                File.Delete(holderPath);
            }

            file.Dispose();
        }
    }
}
