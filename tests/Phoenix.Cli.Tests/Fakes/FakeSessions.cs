using System.Collections.Immutable;
using Phoenix.Cli.Sessions;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

/// <summary>A platform whose live side is memory: it outlives the commands of a test.</summary>
internal sealed class FakeSessions : IPlatformSessions, IPlatformSession
{
    public FakeLabs FakeLabs { get; } = new();

    public ILabs Labs => FakeLabs;

    public string Where => "the lab \"home\"";

    public bool IsLab { get; set; } = true;

    public ImmutableArray<IResource> Resources { get; set; } = [];

    public ImmutableArray<IOrphanFinder> OrphanFinders { get; set; } = [];

    public string? Published { get; set; } = "127.0.0.1:8443";

    public PlatformStatus Status { get; set; } = new([], []);

    public FakeShell Shell { get; } = new();

    public string? Root { get; set; }

    public ImmutableArray<CertificateStatus> Certificates { get; set; } = [];

    public ImmutableArray<RenewalOutcome> Renewals { get; set; } = [];

    public RenewalScope? RenewalAsked { get; private set; }

    public ImmutableArray<StackStatus> Stacks { get; set; } = [];

    public PlatformRequest? Opened { get; private set; }

    public Exception? FailsWith { get; set; }

    public Task<IPlatformSession> OpenAsync(PlatformRequest request, CancellationToken cancel)
    {
        Opened = request;
        return FailsWith is null ? Task.FromResult<IPlatformSession>(this) : throw FailsWith;
    }

    public Action OnPublished { get; set; } = () => { };

    public Action<CancellationToken> OnRenew { get; set; } = _ => { };

    public Task<string?> PublishedAsync(CancellationToken cancel)
    {
        OnPublished();
        return Task.FromResult(Published);
    }

    public Task<PlatformStatus> StatusAsync(CancellationToken cancel) => Task.FromResult(Status);

    public IGuestShell ShellOf(Guest guest) => Shell;

    public Task<string?> RootCertificateAsync(CancellationToken cancel) => Task.FromResult(Root);

    public Task<ImmutableArray<CertificateStatus>> CertificatesAsync(CancellationToken cancel) => Task.FromResult(Certificates);

    public Task<ImmutableArray<RenewalOutcome>> RenewAsync(RenewalScope scope, IProgress<string> progress, CancellationToken cancel)
    {
        RenewalAsked = scope;
        OnRenew(cancel);
        return Task.FromResult(Renewals);
    }

    public Task<ImmutableArray<StackStatus>> StacksAsync(CancellationToken cancel) => Task.FromResult(Stacks);

    public Task<string> StackLogsAsync(string stack, int lines, CancellationToken cancel) => Task.FromResult($"{lines} lines of {stack}\n");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
