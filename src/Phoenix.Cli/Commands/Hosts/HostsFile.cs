using System.Text;
using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>The machine's hosts file.</summary>
internal sealed class HostsFile(string path)
{
    /// <summary>Changes the text and writes it, unless it stays the same. Each byte is a character, so that what is not UTF-8 survives.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="PhoenixException">The file cannot be read or written.</exception>
    public bool Edit(Func<string, string> change)
    {
        try
        {
            var isThere = File.Exists(path);
            var file = (isThere ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
            var before = isThere ? Encoding.Latin1.GetString(File.ReadAllBytes(file)) : "";
            var after = change(before);
            if (after == before)
            {
                return false;
            }

            Replace(file, Encoding.Latin1.GetBytes(after));
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PhoenixException(CliErrors.HostsFileFailed, refused.Message, refused) { Where = path };
        }
    }

    private static void Replace(string file, byte[] content)
    {
        var draft = $"{file}.phoenix-{Environment.ProcessId}";
        try
        {
            File.WriteAllBytes(draft, content);
            if (!OperatingSystem.IsWindows() && File.Exists(file))
            {
                File.SetUnixFileMode(draft, File.GetUnixFileMode(file));
            }

            File.Move(draft, file, overwrite: true);
        }
        catch (IOException) when (File.Exists(file))
        {
            // A container's hosts file is a mount of its own and cannot be renamed over, only written.
            File.WriteAllBytes(file, content);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
