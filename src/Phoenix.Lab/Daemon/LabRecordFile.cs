using System.Text.Json;
using Phoenix.Lab.Api;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Daemon;

/// <summary>The file that holds a lab's settings.</summary>
internal static class LabRecordFile
{
    /// <summary>The settings; null when there are none, or none that can be read.</summary>
    public static LabSettings? Read(LabDirectories directories)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(directories.Record), LabJson.Default.LabRecord)?.ToSettings();
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or JsonException or FormatException or PhoenixException)
        {
            return null;
        }
    }

    /// <summary>Whether there is a file that says nothing: what the lab was made with is not known any more.</summary>
    public static bool IsUnreadable(LabDirectories directories) => File.Exists(directories.Record) && Read(directories) is null;

    /// <summary>Writes the settings.</summary>
    public static void Write(LabDirectories directories, LabSettings settings) =>
        AtomicFile.Write(directories.Record, JsonSerializer.Serialize(LabRecord.Of(settings), LabJson.Default.LabRecord));
}
