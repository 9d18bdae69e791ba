using System.Net.Sockets;

namespace Phoenix.Lab.Network;

/// <summary>Accepts connections for as long as a daemon lives. A connection that cannot be taken (no file descriptor left, a client that is gone already) is reported and does not end it.</summary>
internal static class Arrivals
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Hands every connection to <paramref name="serve"/> until cancelled.</summary>
    public static async Task AcceptAsync(
        Func<CancellationToken, ValueTask<Socket>> accept,
        Func<Socket, Task> serve,
        Action<string> report,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        while (true)
        {
            try
            {
                _ = serve(await accept(cancel));
            }
            catch (SocketException refused)
            {
                report($"a connection was not accepted: {refused.Message}");
                await Task.Delay(Pause, time, cancel);
            }
        }
    }
}
