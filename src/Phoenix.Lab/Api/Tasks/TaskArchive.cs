using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>Tasks on disk: an empty log from the start, the whole log and a line in the index at the end. A log without a line in the index is of a task that the daemon's death ended.</summary>
internal sealed class TaskArchive(string directory)
{
    private readonly Lock _writing = new();

    /// <summary>Notes that a task has begun.</summary>
    public void Begin(Upid upid) => AtomicFile.Write(LogOf(upid), "");

    /// <summary>Notes how a task ended.</summary>
    public void End(NodeTask task)
    {
        lock (_writing)
        {
            AtomicFile.Write(LogOf(task.Upid), string.Concat(task.Log.Select(static line => $"{line}\n")));
            File.AppendAllText(Index, $"{task.Upid} {task.EndTime:X8} {task.ExitStatus!.ReplaceLineEndings(" ")}\n");
        }
    }

    /// <summary>The tasks of earlier runs, oldest first.</summary>
    public ImmutableArray<NodeTask> Load()
    {
        Directory.CreateDirectory(directory);
        var ended = AtomicFile
            .Read(Index)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(' ', 3))
            .Where(static parts => parts.Length == 3)
            .GroupBy(static parts => parts[0])
            .ToImmutableDictionary(static group => group.Key, static group => group.First());
        var tasks = ImmutableArray.CreateBuilder<NodeTask>();
        foreach (var path in Directory.EnumerateFiles(directory, "UPID:*"))
        {
            if (Upid.Parse(Path.GetFileName(path)) is not { } upid)
            {
                continue;
            }
            var (endTime, status) = ended.TryGetValue(upid.ToString(), out var line)
                ? (Convert.ToInt64(line[1], 16), line[2])
                : (upid.StartTime, "unexpected status");
            tasks.Add(new NodeTask(upid, endTime, status, [.. File.ReadAllLines(path)]));
        }
        return [.. tasks.OrderBy(static task => task.Upid.StartTime).ThenBy(static task => task.Upid.ProcessId)];
    }

    private string Index => Path.Combine(directory, "index");

    private string LogOf(Upid upid) => Path.Combine(directory, upid.ToString());
}
