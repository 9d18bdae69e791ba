namespace Phoenix.Engine;

/// <summary>How a run is to be done.</summary>
public sealed record RunOptions
{
    /// <summary>How many resources may be worked on at once.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Which resources without a change are probed at the end.</summary>
    public UnchangedProofs Unchanged { get; init; } = UnchangedProofs.Make;
}

/// <summary>Whether resources without a change are probed.</summary>
public enum UnchangedProofs
{
    /// <summary>Every one of them.</summary>
    Make,

    /// <summary>None.</summary>
    LeaveOut,
}
