using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>Calls that answer with the id of a task.</summary>
internal static class TaskStart
{
    /// <summary>Sends a call and returns the task it started.</summary>
    /// <exception cref="PhoenixException">The node refused, or answered with something that is no task id and so did nothing.</exception>
    public static async Task<Upid> StartTaskAsync(this ApiTransport transport, ApiRequest request, CancellationToken cancel)
    {
        var text = (await transport.DataAsync(request, cancel)).Text;
        return Upid.Parse(text)
            ?? throw new PhoenixException(ProxmoxErrors.AnswerNotUnderstood, $"{request} did not answer with a task id") { Remote = text };
    }
}
