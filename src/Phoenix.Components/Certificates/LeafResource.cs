using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Systems;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>
/// A leaf certificate in a guest: its key is made there and never leaves; it is renewed at two thirds of its life, and issued anew when
/// its names or its CA change or it expired. Done is when what is served is what was issued.
/// </summary>
/// <param name="leaf">The leaf, where it goes and who serves it.</param>
/// <param name="shell">Root's shell in the guest.</param>
/// <param name="signer">The CA.</param>
/// <param name="vault">The root and the intermediate.</param>
/// <param name="reach">How the served port is reached.</param>
/// <param name="time">The clock.</param>
public sealed class LeafResource(
    LeafInstallation leaf,
    IShell shell,
    ILeafSigner signer,
    CaVault vault,
    INetworkReach reach,
    TimeProvider time
) : Resource<LeafState>("certificate", leaf.Request.Guest)
{
    private static readonly TimeSpan ServedPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const string Refused = "refused\n";

    // What the unit's check said against a reload, for reasons of its own: the step that puts its files in order comes later.
    private string? _refusal;

    // As last seen; forgotten when another one is issued.
    private LeafState? _installed;

    /// <inheritdoc />
    public override string Title => $"{leaf.Request.Subject}, {CertificateWords.Span(leaf.Life)}";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>The leaf, where it goes and who serves it.</summary>
    internal LeafInstallation Installation => leaf;

    /// <summary>Resources that come first: the guest, the CA.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    /// <summary>Whether there is a running guest to look at.</summary>
    public Func<CancellationToken, Task<bool>> IsThere { get; init; } = _ => Task.FromResult(true);

    /// <summary>What the leaf stands on: openssl, the owner and the directory of its files. See <see cref="LeafGround"/>.</summary>
    public SystemSpec Ground { get; init; } = LeafGround.For(leaf);

    /// <inheritdoc />
    /// <exception cref="PhoenixException">PHX3201 to PHX3208, or an error of the ground (PHX31xx).</exception>
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        var state = change.Kind == ChangeKind.Create ? null : await ObserveAsync(cancel);
        var decision = state is null ? new LeafDecision.Issue("there is none", []) : LeafDecision.Of(leaf, state, time.GetUtcNow());
        switch (decision)
        {
            case LeafDecision.Issue:
                await IssueAsync(progress, cancel);
                break;
            case LeafDecision.Reload reload:
                var reloaded = await RunAsync(LeafScripts.Reload(leaf), CertificateErrors.NotInstalled, "reloaded", cancel);
                await AwaitServedAsync(reloaded, reload.Installed, progress, cancel);
                break;
        }
    }

    /// <summary>Issues a new leaf, whatever is there, and waits until it is served.</summary>
    /// <returns>The leaf as issued.</returns>
    /// <exception cref="PhoenixException">As <see cref="ApplyAsync"/>.</exception>
    public async Task<IssuedLeaf> IssueAsync(IProgress<string> progress, CancellationToken cancel)
    {
        (_installed, _refusal) = (null, null);
        var there = await SystemObserver.ObserveAsync(shell, Ground, cancel);
        await new SystemApplier(shell, new StreamedDelivery()).ApplyAsync(Ground, SystemDiff.Between(Ground, there), progress, cancel);

        progress.Report("making its key and request");
        using var root = await vault.RootAsync(cancel);
        var request = await RunAsync(LeafScripts.Request(leaf), CertificateErrors.NotRequested, "requested", cancel);
        progress.Report("waiting for the CA's signature");
        var issued = await signer.SignAsync(request.Text, leaf.Request, leaf.Life, cancel);
        var installed = await RunAsync(
            LeafScripts.Install(leaf, issued, root.ExportCertificatePem() + "\n"),
            CertificateErrors.NotInstalled,
            "installed",
            cancel
        );
        await AwaitServedAsync(installed, issued.Serial, progress, cancel);
        return issued;
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel) =>
        await ObserveAsync(cancel) is { } state ? ProofOf(state) : new Proof(false, $"there is no certificate for {leaf.Request.Subject}");

    /// <summary>Proves by a handshake that what is installed is served. The guest itself is looked into only when this run has not done so yet.</summary>
    public async Task<Proof> VerifyServedAsync(CancellationToken cancel)
    {
        if ((_installed is { UnitRuns: true } seen ? seen : await ObserveAsync(cancel)) is not { } known)
        {
            return new Proof(false, $"there is no certificate for {leaf.Request.Subject}");
        }

        if (!known.UnitRuns)
        {
            return new Proof(false, $"{leaf.Unit} does not run");
        }

        var served = await ServedOrLastAsync(known.Serial, cancel);
        return served is null
            ? new Proof(false, $"nothing is served on {leaf.Address}:{leaf.Request.Port}")
            : WithRefusal(ProofOf(known with { ServedSerial = served }));
    }

    private Proof WithRefusal(Proof proof) =>
        !proof.Holds && _refusal is { } words
            ? proof with
            {
                Seen = $"{proof.Seen}; not reloaded, since {string.Join(' ', leaf.Check)} says: {words.ReplaceLineEndings(" ")}",
            }
            : proof;

    /// <inheritdoc />
    protected override Proof ProofOf(LeafState observed)
    {
        var left = CertificateWords.Span(observed.NotAfter - time.GetUtcNow());
        var serial = CertificateWords.Short(observed.Serial);
        return LeafDecision.Of(leaf, observed, time.GetUtcNow()) switch
        {
            LeafDecision.Issue issue => new Proof(false, $"certificate {serial}: {issue.Reason}"),
            LeafDecision.Reload reload => new Proof(
                false,
                $"certificate {serial} installed, {CertificateWords.Short(reload.Served)} served"
            ),
            _ when observed.ServedSerial is not null => new Proof(true, $"certificate {serial} served as issued, {left}"),
            // The unit comes up after its certificate: ServedLeafResource proves the rest.
            _ => new Proof(true, $"certificate {serial} issued, {left}"),
        };
    }

    /// <inheritdoc />
    protected override async Task<LeafState?> ObserveAsync(CancellationToken cancel)
    {
        if (!await IsThere(cancel))
        {
            return null;
        }

        using var root = await vault.FindRootAsync(cancel);
        if (root is null)
        {
            return null;
        }

        using var intermediate = await vault.FindIntermediateAsync(cancel);
        var answer = await RunAsync(LeafScripts.Observe(leaf), SystemErrors.NotObserved, "looked at", cancel);
        var state = LeafStateParser.Parse(answer.Text, root, intermediate);
        return _installed = state is { UnitRuns: true } ? state with { ServedSerial = await ServedAsync(cancel) } : state;
    }

    /// <inheritdoc />
    protected override Change Compare(LeafState observed) => LeafDecision.Of(leaf, observed, time.GetUtcNow()).ToChange(Id);

    /// <summary>A reload returns before the new certificate is served: only a handshake tells. A unit that did not read its files again is not waited for.</summary>
    private async Task AwaitServedAsync(ShellResult installed, string issued, IProgress<string> progress, CancellationToken cancel)
    {
        _refusal = installed.Text.StartsWith(Refused, StringComparison.Ordinal) ? installed.Text[Refused.Length..].Trim() : null;
        if (!installed.Text.StartsWith("reloaded", StringComparison.Ordinal))
        {
            return;
        }

        progress.Report("waiting until it is served");
        var served = await ServedOrLastAsync(issued, cancel);
        if (served == issued)
        {
            return;
        }

        var journal = await shell.RunAsync(LeafScripts.Journal(leaf.Unit!), cancel);
        var shown = served is null ? "shows none" : $"still serves {CertificateWords.Short(served)}";
        throw new PhoenixException(
            CertificateErrors.NotServed,
            $"the CA issued {CertificateWords.Short(issued)}; {leaf.Request.Guest} ({leaf.Address}:{leaf.Request.Port}) {shown}"
        )
        {
            Where = $"{Id}",
            Remote = journal.Text.Trim() is { Length: > 0 } said ? said : null,
            Help = $"phoenix guest logs {leaf.Request.Guest}",
        };
    }

    // The serial that was waited for, or the one that was served when patience ended.
    private async Task<string?> ServedOrLastAsync(string wanted, CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var served = await ServedAsync(cancel);
            if (served == wanted || time.GetElapsedTime(begin) > ServedPatience)
            {
                return served;
            }

            await Task.Delay(Pause, time, cancel);
        }
    }

    private Task<string?> ServedAsync(CancellationToken cancel) =>
        ServedCertificate.SerialAsync(reach, new IPEndPoint(leaf.Address, leaf.Request.Port), leaf.Request.Subject, cancel);

    private async Task<ShellResult> RunAsync(ShellCommand command, ErrorCode code, string deed, CancellationToken cancel)
    {
        var result = await shell.RunAsync(command, cancel);
        return result.ExitCode == 0
            ? result
            : throw new PhoenixException(code, $"the certificate of {leaf.Request.Guest} could not be {deed} in {shell.Name}")
            {
                Where = $"{Id}",
                Remote = result.Error.Trim() is { Length: > 0 } said ? said : result.Text.Trim(),
            };
    }
}
