namespace Phoenix.Engine;

/// <summary>The two ways a run is ended from outside.</summary>
/// <param name="Stop">The first signal: begin nothing new, finish what runs.</param>
/// <param name="Abort">The second signal: end what runs.</param>
public sealed record StopSignals(CancellationToken Stop, CancellationToken Abort)
{
    /// <summary>Nothing ends the run.</summary>
    public static readonly StopSignals None = new(CancellationToken.None, CancellationToken.None);

    /// <summary>A signal came.</summary>
    public bool IsStopping => Stop.IsCancellationRequested || Abort.IsCancellationRequested;

    /// <summary>How a run ends that ends now.</summary>
    public RunEnding Ending =>
        Abort.IsCancellationRequested ? RunEnding.Aborted
        : Stop.IsCancellationRequested ? RunEnding.Stopped
        : RunEnding.Completed;
}
