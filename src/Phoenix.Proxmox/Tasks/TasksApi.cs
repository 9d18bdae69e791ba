using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tasks;

/// <summary>What the node works at in the background.</summary>
public sealed class TasksApi
{
    private const int LogTail = 25;
    private const int Page = 500;
    private readonly ApiTransport transport;

    internal TasksApi(ApiTransport transport) => this.transport = transport;

    /// <summary>Where a task is.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<TaskState> StatusAsync(Upid task, CancellationToken cancel) =>
        TaskState.From(await transport.DataAsync(ApiRequest.Get($"/nodes/{task.Node}/tasks/{task.Text}/status"), cancel));

    /// <summary>The task's log from a line on (0: the first), at most <paramref name="limit"/> lines.</summary>
    public async Task<TaskLog> LogAsync(Upid task, int start, int limit, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/nodes/{task.Node}/tasks/{task.Text}/log") with
        {
            Fields = new FormFields { { "start", start }, { "limit", limit } },
        };
        return TaskLog.From(await transport.SendAsync(request, cancel), start);
    }

    /// <summary>Tasks of a node, the latest first.</summary>
    public async Task<ImmutableArray<TaskSummary>> ListAsync(string node, TaskFilter filter, CancellationToken cancel)
    {
        var rows = await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/tasks") with { Fields = filter.ToFields() }, cancel);
        return [.. rows.Rows.Select(TaskSummary.From).OfType<TaskSummary>()];
    }

    /// <summary>Asks a running task to stop; an ended one stays as it is.</summary>
    public Task StopAsync(Upid task, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"/nodes/{task.Node}/tasks/{task.Text}"), cancel);

    /// <summary>Waits until a task has ended. Cancelling ends the waiting, not the task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="progress">Gets the task's log line by line as it is written; null: the log is read only when the task fails.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The exit status: <c>OK</c> or <c>WARNINGS: n</c>.</returns>
    /// <exception cref="PhoenixException">The task failed; <see cref="PhoenixException.Remote"/> has its error and the end of its log.</exception>
    public async Task<string> WaitAsync(Upid task, IProgress<string>? progress, CancellationToken cancel)
    {
        var begun = transport.Time.GetTimestamp();
        var next = 0;
        while (true)
        {
            var state = await StatusAsync(task, cancel);
            next = progress is null ? next : await ReportAsync(task, next, progress, cancel);
            if (!state.IsRunning)
            {
                return state.Succeeded ? state.ExitStatus! : throw await FailureAsync(task, state.ExitStatus ?? "no exit status", cancel);
            }

            await Task.Delay(Pause(transport.Time.GetElapsedTime(begun)), transport.Time, cancel);
        }
    }

    /// <summary>A fifth of what it has taken so far: a task of a second is not waited for much longer, one of minutes does not cost hundreds of calls.</summary>
    internal static TimeSpan Pause(TimeSpan elapsed) => TimeSpan.FromMilliseconds(Math.Clamp(elapsed.TotalMilliseconds / 5, 50, 1500));

    private async Task<int> ReportAsync(Upid task, int next, IProgress<string> progress, CancellationToken cancel)
    {
        TaskLog log;
        do
        {
            log = await ReadLogAsync(task, next, Page, cancel);
            foreach (var line in log.Lines.Where(line => line.Length > 0))
            {
                progress.Report(line);
            }

            next = Math.Max(next, log.Next);
        } while (log.Lines.Length == Page);
        return next;
    }

    private async Task<PhoenixException> FailureAsync(Upid task, string exitStatus, CancellationToken cancel)
    {
        var log = await ReadLogAsync(task, 0, 0, cancel);
        var tail = log.Lines.Skip(Math.Max(0, log.Lines.Length - LogTail)).Where(line => line != $"TASK ERROR: {exitStatus}");
        var code = RemoteError.ByText(exitStatus, ProxmoxErrors.TaskFailed);
        var what = task.Id.Length == 0 ? task.Type : $"{task.Type} {task.Id}";
        return new PhoenixException(code, $"the task {what} failed on {task.Node}")
        {
            Remote = string.Join('\n', tail.Append(exitStatus.Trim())),
        };
    }

    /// <summary>The log is told beside the task; where it cannot be read, how the task ends is what counts.</summary>
    private async Task<TaskLog> ReadLogAsync(Upid task, int start, int limit, CancellationToken cancel)
    {
        try
        {
            return await LogAsync(task, start, limit, cancel);
        }
        catch (PhoenixException)
        {
            return new TaskLog([], start);
        }
    }
}
