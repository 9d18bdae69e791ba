using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>A task, running or done.</summary>
internal sealed class NodeTask : IDisposable
{
    private readonly Lock _writing = new();
    private readonly CancellationTokenSource _stop = new();
    private ImmutableArray<string> _log;

    /// <summary>A task that starts now.</summary>
    public NodeTask(Upid upid)
    {
        Upid = upid;
        _log = [];
    }

    /// <summary>A task of the past.</summary>
    public NodeTask(Upid upid, long endTime, string exitStatus, ImmutableArray<string> log)
    {
        Upid = upid;
        EndTime = endTime;
        ExitStatus = exitStatus;
        _log = log;
    }

    /// <summary>Its id.</summary>
    public Upid Upid { get; }

    /// <summary>How it ended: <c>OK</c>, <c>WARNINGS: n</c> or an error's text; null while it runs.</summary>
    public string? ExitStatus { get; private set; }

    /// <summary>When it ended, seconds since 1970; 0 while it runs.</summary>
    public long EndTime { get; private set; }

    /// <summary>Ends when somebody stops the task.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Becomes done when the task has ended.</summary>
    public Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>The lines written so far.</summary>
    public ImmutableArray<string> Log
    {
        get
        {
            lock (_writing)
            {
                return _log;
            }
        }
    }

    /// <summary>Adds a line to the log.</summary>
    public void Write(string line)
    {
        lock (_writing)
        {
            _log = _log.Add(line);
        }
    }

    /// <summary>Marks the task as ended. A worker that was killed writes no last line.</summary>
    public void End(string exitStatus, long endTime)
    {
        if (exitStatus == "OK" || exitStatus.StartsWith("WARNINGS:", StringComparison.Ordinal))
        {
            Write($"TASK {exitStatus}");
        }
        else if (exitStatus != "unexpected status")
        {
            Write($"TASK ERROR: {exitStatus}");
        }
        EndTime = endTime;
        ExitStatus = exitStatus;
    }

    /// <summary>Another call has overruled the task; it ends with <c>received interrupt</c>.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Asks the task to stop.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Stops the task because another call overrules it.</summary>
    public void Interrupt()
    {
        IsInterrupted = true;
        _stop.Cancel();
    }

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
