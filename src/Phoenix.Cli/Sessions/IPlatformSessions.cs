using Phoenix.Topology;

namespace Phoenix.Cli.Sessions;

/// <summary>The seam between the commands and the live world: opens a declared platform where it runs, lab or Proxmox.</summary>
internal interface IPlatformSessions
{
    /// <summary>Opens a platform. It must be quick and must not change anything: a lab that is not up is opened, too; its first resource brings it up.</summary>
    /// <exception cref="PhoenixException">The hypervisor cannot be used (no token, a wrong fingerprint, no root).</exception>
    Task<IPlatformSession> OpenAsync(PlatformRequest request, CancellationToken cancel);

    /// <summary>The labs of this machine.</summary>
    ILabs Labs { get; }
}

/// <summary>Which platform is to be opened and how.</summary>
/// <param name="Platform">What is declared.</param>
/// <param name="StateRoot">Where Phoenix keeps its own state; the platform's part is a directory of its name in it.</param>
internal sealed record PlatformRequest(Platform Platform, string StateRoot)
{
    /// <summary>Where the lab's gateway is to be published on this machine (<c>--publish</c>); null: as it is, else <c>127.0.0.1:8443</c>.</summary>
    public string? Publish { get; init; }

    /// <summary>How many things may be worked on at once.</summary>
    public int Parallelism { get; init; } = 4;
}
