using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions;

/// <summary>An open platform: its resources and what the commands ask of it.</summary>
internal interface IPlatformSession : IAsyncDisposable
{
    /// <summary>Where it runs, for the first line: <c>the lab "home"</c>, <c>https://pve.example:8006</c>.</summary>
    string Where { get; }

    /// <summary>It runs on a lab: nothing of value is lost with it.</summary>
    bool IsLab { get; }

    /// <summary>Everything that is declared, as resources.</summary>
    ImmutableArray<IResource> Resources { get; }

    /// <summary>Searches for what is no longer declared.</summary>
    ImmutableArray<IOrphanFinder> OrphanFinders { get; }

    /// <summary>Where people reach the gateway from this machine, e.g. <c>127.0.0.1:8443</c>; for a Proxmox node the gateway's own address and 443. Null while the lab is not up.</summary>
    Task<string?> PublishedAsync(CancellationToken cancel);

    /// <summary>Looks at guests and routes; what does not answer is reported as such, not thrown.</summary>
    Task<PlatformStatus> StatusAsync(CancellationToken cancel);

    /// <summary>Root's shell in a guest.</summary>
    IGuestShell ShellOf(Guest guest);

    /// <summary>The root certificate in PEM; null when there is none yet.</summary>
    Task<string?> RootCertificateAsync(CancellationToken cancel);

    /// <summary>The platform's certificates as they are served.</summary>
    Task<ImmutableArray<CertificateStatus>> CertificatesAsync(CancellationToken cancel);

    /// <summary>Renews certificates: those that are due, all, or one regardless of age. One that fails is an outcome with its error, not thrown.</summary>
    Task<ImmutableArray<RenewalOutcome>> RenewAsync(RenewalScope scope, IProgress<string> progress, CancellationToken cancel);

    /// <summary>The stacks as Portainer and Docker see them.</summary>
    Task<ImmutableArray<StackStatus>> StacksAsync(CancellationToken cancel);

    /// <summary>The last lines that a stack's containers wrote.</summary>
    /// <param name="stack">The stack's name, one of the platform's.</param>
    /// <param name="lines">How many lines of each container.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<string> StackLogsAsync(string stack, int lines, CancellationToken cancel);
}
