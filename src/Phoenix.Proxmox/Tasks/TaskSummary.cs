using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Tasks;

/// <summary>A row of a task list.</summary>
/// <param name="Upid">The task.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="ExitStatus">How it ended; null while it runs.</param>
public sealed record TaskSummary(Upid Upid, DateTimeOffset? EndedAt, string? ExitStatus)
{
    /// <summary>It has not ended.</summary>
    public bool IsRunning => EndedAt is null;

    // In lists the end is in "status"; a running task says RUNNING there, or nothing.
    internal static TaskSummary? From(Answer row) =>
        Upid.Parse(row["upid"].Text) is { } upid
            ? new TaskSummary(
                upid,
                row["endtime"].Number is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
                row["endtime"].Exists ? row["status"].Text : null
            )
            : null;
}
