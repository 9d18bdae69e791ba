using System.Collections.Immutable;
using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>Runs the node's tasks and remembers them.</summary>
internal sealed class TaskRunner
{
    private const int Remembered = 1000;

    private readonly string _node;
    private readonly TaskArchive _archive;
    private readonly TimeProvider _time;
    private readonly Lock _writing = new();
    private int _lastProcess;

    /// <summary>Loads the tasks of earlier runs.</summary>
    public TaskRunner(string node, TaskArchive archive, TimeProvider time)
    {
        _node = node;
        _archive = archive;
        _time = time;
        All = [.. archive.Load().TakeLast(Remembered)];
        _lastProcess = Math.Max(1000, All.IsEmpty ? 0 : All.Max(static task => task.Upid.ProcessId));
    }

    /// <summary>Every remembered task, oldest first.</summary>
    public ImmutableArray<NodeTask> All { get; private set; }

    /// <summary>A task by id, or null.</summary>
    public NodeTask? Find(string upid) => All.FirstOrDefault(task => task.Upid.ToString() == upid);

    /// <summary>The running tasks of a type for a guest.</summary>
    public IEnumerable<NodeTask> Running(string type, string id) =>
        All.Where(task => task.ExitStatus is null && task.Upid.Type == type && task.Upid.Id == id);

    /// <summary>Starts a task and answers with its id. The work's failure becomes the task's exit status.</summary>
    public ApiResult Start(string type, string id, Caller caller, Func<NodeTask, Task> work)
    {
        var upid = new Upid(
            _node,
            Interlocked.Increment(ref _lastProcess),
            Environment.TickCount64 / 10,
            _time.GetUtcNow().ToUnixTimeSeconds(),
            type,
            id,
            caller.Name
        );
        var task = new NodeTask(upid);
        _archive.Begin(upid);
        lock (_writing)
        {
            All = [.. All.Add(task).TakeLast(Remembered)];
        }
        task.Completion = Task.Run(() => RunAsync(task, work));
        return ApiResult.Of(upid.ToString());
    }

    /// <summary>Stops everything that runs and waits for it.</summary>
    public async Task StopAsync()
    {
        var running = All.Where(static task => task.ExitStatus is null).ToImmutableArray();
        foreach (var task in running)
        {
            task.Stop();
        }
        await Task.WhenAll(running.Select(static task => task.Completion));
    }

    private async Task RunAsync(NodeTask task, Func<NodeTask, Task> work)
    {
        var status = "OK";
        try
        {
            await work(task);
            var warnings = task.Log.Count(static line => line.StartsWith("WARN:", StringComparison.Ordinal));
            status = warnings == 0 ? "OK" : $"WARNINGS: {warnings}";
        }
        catch (OperationCanceledException) when (task.Stopped.IsCancellationRequested)
        {
            status = task.IsInterrupted ? "received interrupt" : "unexpected status";
        }
        catch (Exception failure)
        {
            status = failure.Message.TrimEnd('\n');
        }
        task.End(status, _time.GetUtcNow().ToUnixTimeSeconds());
        _archive.End(task);
    }
}
