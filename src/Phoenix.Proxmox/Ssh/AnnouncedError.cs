using System.Globalization;
using System.Text;

namespace Phoenix.Proxmox.Ssh;

/// <summary>Standard error of a command that announced its process id in the first line (<see cref="RemoteScripts.Announced"/>).</summary>
/// <param name="Process">The process id; null when the command did not get so far.</param>
/// <param name="Text">Everything after that line.</param>
internal sealed record AnnouncedError(int? Process, string Text)
{
    /// <summary>Reads all of an ended command's standard error.</summary>
    public static AnnouncedError ReadAll(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new AnnouncedError(ProcessOf(reader.ReadLine()), reader.ReadToEnd());
    }

    /// <summary>Reads the first line of a running command's standard error, byte by byte, so that the rest is left for <see cref="ReadRest"/>. Blocks.</summary>
    public static int? ReadProcess(Stream stream)
    {
        var line = new StringBuilder();
        for (var letter = stream.ReadByte(); letter >= 0 && letter != '\n'; letter = stream.ReadByte())
        {
            line.Append((char)letter);
        }

        return ProcessOf(line.ToString());
    }

    /// <summary>Reads what came after the first line.</summary>
    public static string ReadRest(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static int? ProcessOf(string? line) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;
}
