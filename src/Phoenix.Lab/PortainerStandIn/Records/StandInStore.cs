using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Phoenix.Lab.PortainerStandIn.Http;

namespace Phoenix.Lab.PortainerStandIn.Records;

/// <summary>The database in memory, written beside and renamed at every change. Readable by root alone, as it holds the stacks' environments.</summary>
internal sealed class StandInStore
{
    private readonly Lock door = new();
    private readonly string path;
    private StandInDatabase database;

    public StandInStore(string dataDirectory)
    {
        DataDirectory = dataDirectory;
        Directory.CreateDirectory(dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        path = Path.Combine(dataDirectory, "portainer.json");
        database = File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StandInJson.Default.StandInDatabase) ?? new StandInDatabase()
            : new StandInDatabase();
        Save();
    }

    public string DataDirectory { get; }

    public T Read<T>(Func<StandInDatabase, T> read)
    {
        lock (door)
        {
            return read(database);
        }
    }

    public StandInDatabase Change(Func<StandInDatabase, StandInDatabase> change)
    {
        lock (door)
        {
            database = change(database);
            Save();
            return database;
        }
    }

    /// <summary>Whether there is such a key; notes its use.</summary>
    public bool AcceptsKey(string key, DateTimeOffset now)
    {
        var digest = DigestOf(key);
        lock (door)
        {
            if (database.ApiKeys.FirstOrDefault(entry => entry.Digest == digest) is not { } entry)
            {
                return false;
            }

            database = database with { ApiKeys = database.ApiKeys.Replace(entry, entry with { LastUsed = now.ToUnixTimeSeconds() }) };
            return true;
        }
    }

    public static string DigestOf(string key) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private void Save()
    {
        var beside = path + ".new";
        using (
            var stream = new FileStream(
                beside,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        {
            JsonSerializer.Serialize(stream, database, StandInJson.Default.StandInDatabase);
        }

        File.Move(beside, path, overwrite: true);
    }
}
