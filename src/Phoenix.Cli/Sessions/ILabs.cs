using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions;

/// <summary>The labs of this machine.</summary>
internal interface ILabs
{
    /// <summary>All labs, up or left over from a crash.</summary>
    Task<ImmutableArray<LabSummary>> ListAsync(CancellationToken cancel);

    /// <summary>The settings for which the platform's lab would be taken down and made anew; none when it stays, or is not there yet.</summary>
    Task<ImmutableArray<FieldDiff>> LossesAsync(PlatformRequest request, CancellationToken cancel);

    /// <summary>Brings a lab up with the platform's network, without guests; one that is up already is adopted.</summary>
    /// <param name="request">The platform.</param>
    /// <param name="mayBeMadeAnew">Somebody agreed to lose what is in it.</param>
    /// <param name="progress">Told of the steps.</param>
    /// <param name="cancel">Ends the call.</param>
    Task UpAsync(PlatformRequest request, bool mayBeMadeAnew, IProgress<string> progress, CancellationToken cancel);

    /// <summary>Takes a lab away with everything in it. Absent already is success.</summary>
    Task DownAsync(string name, IProgress<string> progress, CancellationToken cancel);

    /// <summary>Takes a lab down and brings it up again as it was declared: empty, as new.</summary>
    Task ResetAsync(string name, IProgress<string> progress, CancellationToken cancel);

    /// <summary>A shell on the lab's host (<paramref name="guest"/> null) or in a guest, on this terminal; the shell's exit code.</summary>
    Task<int> ShellAsync(string name, string? guest, CancellationToken cancel);

    /// <summary>Runs a command on a lab's host as root.</summary>
    Task<ShellResult> ExecAsync(string name, ShellCommand command, CancellationToken cancel);

    /// <summary>How a Proxmox client reaches the lab's node from this machine.</summary>
    Task<LabApiAccess> ApiAsync(string name, CancellationToken cancel);

    /// <summary>Serves a lab's node until it is told to stop: the daemon behind a lab.</summary>
    Task<int> ServeAsync(string name, CancellationToken cancel);
}

/// <summary>A lab in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">In a word: <c>up</c>, <c>crashed</c>, <c>down</c>.</param>
/// <param name="Guests">How many guests it has.</param>
/// <param name="Published">Where its gateway is published; null when it is not.</param>
internal sealed record LabSummary(string Name, string State, int Guests, string? Published);

/// <summary>How the lab's API is reached.</summary>
/// <param name="Url">The API's address, reachable from this machine.</param>
/// <param name="Token">The token's id, <c>USER@REALM!TOKENID</c>.</param>
/// <param name="Secret">The token's secret.</param>
/// <param name="Fingerprint">SHA-256 of the node's certificate, as Proxmox writes it.</param>
/// <param name="Node">The node's name.</param>
internal sealed record LabApiAccess(Uri Url, string Token, Secret Secret, string Fingerprint, string Node);
