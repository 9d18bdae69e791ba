using System.Globalization;
using System.Text.Json;

namespace Phoenix.Engine;

/// <summary>A journal as a file of JSON lines, readable by its owner only. The file is made with the first line, so that a run that does nothing leaves nothing; the newest 200 are kept.</summary>
public sealed class FileJournal(string path) : IJournal, IDisposable
{
    // The renewal timer runs every quarter of an hour for years.
    private const int Kept = 200;

    private FileStream? file;

    /// <summary>The journal of a run that begins now: <c>20251122T233000123Z-up-4711.jsonl</c> in a directory, which is made when it is missing.</summary>
    public static FileJournal For(string directory, string command, TimeProvider time)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        return new FileJournal(System.IO.Path.Combine(directory, $"{stamp}-{command}-{Environment.ProcessId}.jsonl"));
    }

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <inheritdoc />
    public void Append(JournalEntry entry)
    {
        file ??= Open();
        file.Write(JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry));
        file.Write("\n"u8);
        file.Flush();
    }

    /// <inheritdoc />
    public void Dispose() => file?.Dispose();

    private FileStream Open()
    {
        StateDirectory.Ensure(System.IO.Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.Read,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Prune(System.IO.Path.GetDirectoryName(path)!);
        return new FileStream(path, options);
    }

    // The names begin with the time, so their order is the runs'. What cannot be removed is no reason not to run.
    private static void Prune(string directory)
    {
        foreach (var old in Directory.GetFiles(directory, "*.jsonl").OrderDescending(StringComparer.Ordinal).Skip(Kept - 1))
        {
            try
            {
                File.Delete(old);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException) { }
        }
    }
}
