using System.Text;

namespace Phoenix.Lab.PortainerStandIn.Records;

/// <summary>A stack's directory: the compose file, <c>stack.env</c> beside it, and a copy of the last file while an update runs.</summary>
internal sealed class StackFiles(string directory)
{
    /// <summary>The compose file's name.</summary>
    public const string EntryPoint = "docker-compose.yml";

    public string Directory => directory;

    public string Compose => Path.Combine(directory, EntryPoint);

    /// <summary>The environment file, or null when there is none.</summary>
    public string? Environment => File.Exists(EnvironmentPath) ? EnvironmentPath : null;

    private string EnvironmentPath => Path.Combine(directory, "stack.env");

    private string Backup => Compose + ".bak";

    public static StackFiles Of(StandInStore store, int stackId) =>
        new(Path.Combine(store.DataDirectory, "compose", stackId.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public void Write(string compose, IEnumerable<StackPair> environment)
    {
        System.IO.Directory.CreateDirectory(directory);
        if (File.Exists(Compose))
        {
            File.Move(Compose, Backup, overwrite: true);
        }

        WritePrivate(Compose, compose);
        // As Portainer does it: values as they come, unquoted; an empty environment leaves an old file where it is.
        var lines = string.Concat(environment.Select(pair => $"{pair.Name}={pair.Value}\n"));
        if (lines.Length > 0)
        {
            WritePrivate(EnvironmentPath, lines);
        }
    }

    public string Read() => File.Exists(Compose) ? File.ReadAllText(Compose) : "";

    public void Commit() => File.Delete(Backup);

    /// <summary>Brings the last file back after a failed update.</summary>
    public void RollBack()
    {
        if (File.Exists(Backup))
        {
            File.Move(Backup, Compose, overwrite: true);
        }
    }

    public void Delete()
    {
        if (System.IO.Directory.Exists(directory))
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }

    private static void WritePrivate(string path, string text)
    {
        using var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
