namespace Phoenix.Proxmox.Tests.Fakes;

/// <summary>Time in which waiting takes a hundredth, so that retries and polls are real and short.</summary>
internal sealed class HurriedTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
}
