using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;

namespace Phoenix.Components.Systems;

/// <summary>What runs in a guest or on the host, as a resource: observed in one call, applied in one, proved by looking again.</summary>
public sealed class SystemResource(
    string name,
    string title,
    IShell shell,
    Func<CancellationToken, Task<SystemSpec>> spec,
    string kind = "system"
) : Resource<SystemState>(kind, name)
{
    private SystemSpec _declared = new();
    private int _hasLooked;

    /// <inheritdoc />
    public override string Title => title;

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>Resources that come first: the guest itself, its certificate.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    /// <summary>Whether there is a running system to look at; without one everything is to be made.</summary>
    public Func<CancellationToken, Task<bool>> IsThere { get; init; } = _ => Task.FromResult(true);

    /// <summary>The first look, shared with the guest's other resources; later ones are this resource's own. Null: there are no others.</summary>
    public SharedLook? Look { get; init; }

    /// <summary>How programs get in.</summary>
    public IProgramDelivery Delivery { get; init; } = new StreamedDelivery();

    /// <summary>What happens when the platform goes away.</summary>
    public SystemRemoval Removal { get; init; } = SystemRemoval.WithTheGuest;

    /// <summary>The clock, to say how long ago a file was changed.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A system whose specification is known at once.</summary>
    public static SystemResource Of(string name, string title, IShell shell, SystemSpec spec) =>
        new(name, title, shell, _ => Task.FromResult(spec));

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        // Looked at anew: the plan may be minutes old, and there was nothing to look at when the guest was not there.
        var declared = await spec(cancel);
        var state = await SystemObserver.ObserveAsync(shell, declared, cancel);
        await new SystemApplier(shell, Delivery).ApplyAsync(declared, SystemDiff.Between(declared, state), progress, cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var declared = await spec(cancel);
        var fields = SystemDiffFields.Of(SystemDiff.Between(declared, await SystemObserver.ObserveAsync(shell, declared, cancel)));
        return fields is [var first, ..]
            ? new Proof(false, $"{first.Path} is {(first.Live is null ? "absent" : "not as declared")}")
            : ProofOf(declared);
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if (Removal == SystemRemoval.TakeBack && await IsThere(cancel))
        {
            var declared = await spec(cancel);
            await new SystemApplier(shell, Delivery).WithdrawAsync(
                declared,
                await SystemObserver.ObserveAsync(shell, declared, cancel),
                cancel
            );
        }
    }

    /// <inheritdoc />
    protected override async Task<SystemState?> ObserveAsync(CancellationToken cancel)
    {
        if (Look is { } look && Interlocked.Exchange(ref _hasLooked, 1) == 0)
        {
            var seen = await look.FirstAsync(cancel);
            _declared = seen is null ? _declared : await spec(cancel);
            return seen;
        }

        if (!await IsThere(cancel))
        {
            return null;
        }

        _declared = await spec(cancel);
        return await SystemObserver.ObserveAsync(shell, _declared, cancel);
    }

    /// <inheritdoc />
    protected override Proof ProofOf(SystemState observed) => ProofOf(_declared);

    /// <inheritdoc />
    protected override Change Compare(SystemState observed)
    {
        var diff = SystemDiff.Between(_declared, observed);
        return Change.UpdateOf(Id, SystemDiffFields.Of(diff)) with { Reason = ReasonOf(diff) };
    }

    private static Proof ProofOf(SystemSpec declared) =>
        new(true, string.Join(", ", declared.Services.Where(service => service.KeepRunning).Select(service => $"{service.Unit} active")));

    private string? ReasonOf(SystemDiff diff) =>
        SystemDiffFields.ChangedByHand(diff) switch
        {
            [] => null,
            [var (path, at)] => $"{path} was changed in the system, {Ago(Time.GetUtcNow() - at)}",
            [var (_, at), ..] and var all => $"{all.Length} files were changed in the system, the last {Ago(Time.GetUtcNow() - at)}",
        };

    private static string Ago(TimeSpan age) =>
        age switch
        {
            { TotalMinutes: < 1 } => "just now",
            { TotalMinutes: < 2 } => "a minute ago",
            { TotalHours: < 2 } => $"{(int)age.TotalMinutes} minutes ago",
            { TotalDays: < 2 } => $"{(int)age.TotalHours} hours ago",
            _ => $"{(int)age.TotalDays} days ago",
        };
}
