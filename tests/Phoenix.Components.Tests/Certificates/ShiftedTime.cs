namespace Phoenix.Components.Tests.Certificates;

/// <summary>The real clock, put forward by hand; patience may run out faster than it would.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public int Haste { get; set; } = 1;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    public override long GetTimestamp() => base.GetTimestamp() * Haste;

    public void Advance(TimeSpan by) => Offset += by;
}
