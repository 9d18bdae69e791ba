using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

/// <summary>A resource in memory: absent, drifted or as declared.</summary>
internal sealed class Thing(string kind, string name, string title, params ImmutableArray<ResourceId> needs) : IResource
{
    public string? Live { get; set; }

    public string Declared { get; init; } = "declared";

    public ChangeKind WhenDrifted { get; init; } = ChangeKind.Update;

    public string? Reason { get; init; }

    public Func<CancellationToken, Task> OnApply { get; init; } = _ => Task.CompletedTask;

    public Func<Task> OnObserve { get; init; } = () => Task.CompletedTask;

    public string Seen { get; init; } = "";

    public Func<Task> OnRemove { get; init; } = () => Task.CompletedTask;

    public bool MayBeThere { get; init; } = true;

    public ResourceId Id { get; } = new(kind, name);

    public string Title => title;

    public ImmutableArray<ResourceId> DependsOn { get; } = needs;

    public async Task<Change> PlanAsync(CancellationToken cancel)
    {
        await OnObserve();
        return Live is null ? Change.Create(Id) with { Reason = Reason }
            : Live == Declared ? Change.None(Id)
            : new Change(Id, WhenDrifted) { Fields = [new FieldDiff("/etc/nginx/nginx.conf", Live, Declared)], Reason = Reason };
    }

    public async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report("installing nginx");
        await OnApply(cancel);
        Live = Declared;
    }

    public Task<Proof> VerifyAsync(CancellationToken cancel) => Task.FromResult(new Proof(true, Seen));

    public Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(MayBeThere);

    public async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        await OnRemove();
        Live = null;
    }
}
