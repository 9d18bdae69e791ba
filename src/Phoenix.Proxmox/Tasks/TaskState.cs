using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Tasks;

/// <summary>Where a task is.</summary>
/// <param name="IsRunning">It has not ended.</param>
/// <param name="ExitStatus">How it ended: <c>OK</c>, <c>WARNINGS: n</c> or an error's text; null while it runs.</param>
public sealed record TaskState(bool IsRunning, string? ExitStatus)
{
    /// <summary>It ended well; warnings are well.</summary>
    public bool Succeeded => !IsRunning && IsSuccess(ExitStatus);

    /// <summary>Whether an exit status means success.</summary>
    public static bool IsSuccess(string? exitStatus) =>
        exitStatus == "OK" || (exitStatus?.StartsWith("WARNINGS:", StringComparison.Ordinal) ?? false);

    internal static TaskState From(Answer answer) => new(answer["status"].Text == "running", answer["exitstatus"].Text);
}
