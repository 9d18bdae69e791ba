using System.Net;

namespace Phoenix.Lab.Daemon;

/// <summary>A lab in the list of labs.</summary>
/// <param name="Settings">What it was made with.</param>
/// <param name="Running">Its daemon and its network are there.</param>
/// <param name="Uplink">Its address as the machine sees it, or null when it has no network.</param>
public sealed record LabSummary(LabSettings Settings, bool Running, IPAddress? Uplink)
{
    /// <summary>What it was made with cannot be read any more: of the settings only the name is true.</summary>
    public bool IsUnreadable { get; init; }
}
