using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>Ten calls within a second to the log-in routes ban an address from them for an hour. Kept in memory: a restart forgives.</summary>
internal sealed class LogInLimit(TimeProvider time)
{
    private const int CallsInASecond = 10;

    private static readonly TimeSpan Ban = TimeSpan.FromHours(1);

    private readonly Lock door = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> banned = new(StringComparer.Ordinal);

    public void Count(string address)
    {
        lock (door)
        {
            var now = time.GetUtcNow();
            var recent = calls.TryGetValue(address, out var known) ? known : calls[address] = new Queue<DateTimeOffset>();
            while (recent.TryPeek(out var first) && now - first > TimeSpan.FromSeconds(1))
            {
                recent.Dequeue();
            }

            recent.Enqueue(now);
            if (recent.Count >= CallsInASecond)
            {
                banned[address] = now + Ban;
            }

            if (banned.TryGetValue(address, out var until) && now < until)
            {
                throw new StandInRefusal(StatusCodes.Status403Forbidden, "Access denied", "Access denied to resource");
            }
        }
    }
}
