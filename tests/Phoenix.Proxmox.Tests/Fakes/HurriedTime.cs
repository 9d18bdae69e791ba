namespace Phoenix.Proxmox.Tests.Fakes;

/// <summary>Time in which waiting takes a fraction (a hundredth, unless said otherwise), so that retries and polls are real and short.</summary>
internal sealed class HurriedTime(int haste = 100) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / haste : dueTime, period);
}
