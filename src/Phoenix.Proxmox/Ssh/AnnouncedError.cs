using System.Globalization;
using System.Text;

namespace Phoenix.Proxmox.Ssh;

/// <summary>Standard error of a command that announced its process id in a line of its own (<see cref="RemoteScripts.Announced"/>).</summary>
/// <param name="Process">The process id; null when the command did not get so far.</param>
/// <param name="Text">Everything but that line.</param>
internal sealed record AnnouncedError(int? Process, string Text)
{
    /// <summary>Reads all of an ended command's standard error.</summary>
    public static AnnouncedError ReadAll(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var noise = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (ProcessOf(line) is { } process)
            {
                return new AnnouncedError(process, noise.Append(reader.ReadToEnd()).ToString());
            }

            noise.Append(line).Append('\n');
        }

        return new AnnouncedError(null, noise.ToString());
    }

    /// <summary>Reads a running command's standard error up to its process id, byte by byte, so that the rest is left for <see cref="ReadRest"/>. Blocks.</summary>
    public static int? ReadProcess(Stream stream)
    {
        var line = new StringBuilder();
        for (var letter = stream.ReadByte(); letter >= 0; letter = stream.ReadByte())
        {
            if (letter != '\n')
            {
                line.Append((char)letter);
            }
            else if (ProcessOf(line.ToString()) is { } process)
            {
                return process;
            }
            else
            {
                line.Clear();
            }
        }

        return null;
    }

    /// <summary>Reads what came after that line.</summary>
    public static string ReadRest(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static int? ProcessOf(string line) =>
        line.StartsWith(RemoteScripts.Mark, StringComparison.Ordinal)
        && int.TryParse(line.AsSpan(RemoteScripts.Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? process
            : null;
}
