using System.Collections.Immutable;
using Phoenix.Cli.Errors;
using Phoenix.Components.Certificates;
using Phoenix.Components.Composition;
using Phoenix.Components.Secrets;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>An open platform, in a lab or on Proxmox: the same from here on.</summary>
internal sealed class LiveSession(PlatformRequest request, string where) : IPlatformSession
{
    /// <inheritdoc />
    public string Where => where;

    /// <inheritdoc />
    public bool IsLab { get; init; }

    /// <inheritdoc />
    public required ImmutableArray<IResource> Resources { get; init; }

    /// <inheritdoc />
    public ImmutableArray<IOrphanFinder> OrphanFinders { get; init; } = [];

    /// <summary>The edges; null while there is no lab.</summary>
    public required Func<CancellationToken, Task<PlatformContext?>> Context { get; init; }

    /// <summary>Where people reach the gateway.</summary>
    public required Func<CancellationToken, Task<string?>> Published { get; init; }

    /// <summary>What ends with the session.</summary>
    public required IDisposable Closing { get; init; }

    /// <inheritdoc />
    public Task<string?> PublishedAsync(CancellationToken cancel) => Published(cancel);

    /// <inheritdoc />
    public async Task<PlatformStatus> StatusAsync(CancellationToken cancel)
    {
        var status = await Context(cancel) is { } context
            ? await LiveStatus.ReadAsync(context, cancel)
            : LiveStatus.NothingThere(request.Platform);
        return status with { Published = await Published(cancel) };
    }

    /// <inheritdoc />
    public IGuestShell ShellOf(Guest guest) => new LateShell(guest, Context);

    /// <inheritdoc />
    public async Task<string?> RootCertificateAsync(CancellationToken cancel)
    {
        var vault = new CaVault(new FileSecretStore(LiveContext.SecretsOf(request)));
        using var root = await vault.FindRootAsync(cancel);
        return root is null ? null : root.ExportCertificatePem() + "\n";
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<CertificateStatus>> CertificatesAsync(CancellationToken cancel) =>
        await LiveCertificates.ReadAsync(await OpenAsync(cancel), cancel);

    /// <inheritdoc />
    public async Task<ImmutableArray<RenewalOutcome>> RenewAsync(
        RenewalScope scope,
        IProgress<string> progress,
        CancellationToken cancel
    ) => await LiveCertificates.RenewAsync(await OpenAsync(cancel), scope, progress, cancel);

    /// <inheritdoc />
    public async Task<ImmutableArray<StackStatus>> StacksAsync(CancellationToken cancel) =>
        await LiveStacks.ReadAsync(await OpenAsync(cancel), cancel);

    /// <inheritdoc />
    public async Task<string> StackLogsAsync(string stack, int lines, CancellationToken cancel) =>
        await LiveStacks.LogsAsync(await OpenAsync(cancel), stack, lines, cancel);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Closing.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<PlatformContext> OpenAsync(CancellationToken cancel) =>
        await Context(cancel) ?? throw new PhoenixException(CliErrors.NotThereYet, $"{Where} is not up");
}
