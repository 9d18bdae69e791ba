using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Qemu;

/// <summary>Where a command of the guest agent is.</summary>
/// <param name="HasEnded">It has ended; the rest is only meant then.</param>
/// <param name="ExitCode">Its exit code; 128 + signal when a signal ended it.</param>
/// <param name="Output">Standard output, as the node decoded it.</param>
/// <param name="Error">Standard error, as the node decoded it.</param>
/// <param name="IsTruncated">The agent dropped output past 16 MiB.</param>
public sealed record AgentExecution(bool HasEnded, int ExitCode, string Output, string Error, bool IsTruncated)
{
    internal static AgentExecution From(Answer answer) =>
        new(
            answer["exited"].IsSet,
            (int)(answer["signal"].Number is { } signal and > 0 ? 128 + signal : answer["exitcode"].Number ?? 0),
            answer["out-data"].Text ?? "",
            answer["err-data"].Text ?? "",
            answer["out-truncated"].IsSet || answer["err-truncated"].IsSet
        );
}
