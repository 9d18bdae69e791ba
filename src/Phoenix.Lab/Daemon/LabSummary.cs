using System.Net;

namespace Phoenix.Lab.Daemon;

/// <summary>A lab in the list of labs.</summary>
/// <param name="Settings">What it was made with.</param>
/// <param name="Running">Its daemon and its network are there.</param>
/// <param name="Uplink">Its address as the machine sees it, or null when it has no network.</param>
public sealed record LabSummary(LabSettings Settings, bool Running, IPAddress? Uplink);
