using System.Collections.Immutable;

namespace Phoenix.Engine.Tests;

/// <summary>A resource of a <see cref="World"/>: one value below its parents, which must be there for it to be there.</summary>
internal sealed class FakeResource(World world, string name, params ImmutableArray<string> needs) : IResource
{
    public static ResourceId IdOf(string name) =>
        new(name.Contains('/', StringComparison.Ordinal) ? name.Split('/')[0] : "thing", name.Split('/')[^1]);

    public ResourceId Id { get; } = IdOf(name);

    public string Title => $"title of {name}";

    public ImmutableArray<ResourceId> DependsOn { get; } = [.. needs.Select(IdOf)];

    public string Declared { get; init; } = "declared";

    public bool IsOrphan { get; init; }

    public Func<CancellationToken, Task> OnObserve { get; init; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> OnApply { get; init; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> OnRemove { get; init; } = _ => Task.CompletedTask;

    public Func<Proof> OnVerify { get; init; } = () => new Proof(true, "probed");

    public Proof? SeenInPlan { get; init; }

    public Func<string, ChangeKind> KindOfDrift { get; init; } = _ => ChangeKind.Update;

    public async Task<Change> PlanAsync(CancellationToken cancel)
    {
        using var working = world.Work();
        world.Observed.Enqueue(Id);
        await OnObserve(cancel);
        if (IsOrphan)
        {
            return new Change(Id, ChangeKind.Delete);
        }

        return !IsThere() ? Change.Create(Id)
            : world.Live[Id] == Declared ? Change.None(Id) with { Proof = SeenInPlan }
            : new Change(Id, KindOfDrift(world.Live[Id])) { Fields = [new FieldDiff("value", world.Live[Id], Declared)] };
    }

    public async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        using var working = world.Work();
        progress.Report("writing");
        await OnApply(cancel);
        if (DependsOn.FirstOrDefault(parent => !world.Live.ContainsKey(parent)) is { Kind: not null } missing)
        {
            throw new InvalidOperationException($"{Id} was applied before {missing}");
        }

        world.Writes.Enqueue($"{change.Kind} {Id}");
        world.Live[Id] = Declared;
    }

    public Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        using var working = world.Work();
        return Task.FromResult(OnVerify());
    }

    public bool MayBeThere { get; init; } = true;

    public Task<bool> MayBeThereAsync(CancellationToken cancel) => Task.FromResult(MayBeThere);

    public async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        using var working = world.Work();
        await OnRemove(cancel);
        world.Writes.Enqueue($"Delete {Id}");
        world.Live.TryRemove(Id, out _);
    }

    private bool IsThere() => world.Live.ContainsKey(Id) && DependsOn.All(world.Live.ContainsKey);
}
