using System.Collections.Immutable;

namespace Phoenix.Engine.Tests;

/// <summary>Plans and applies as `up` does.</summary>
internal sealed class Engine
{
    public Engine() => Events = new EventSink(TimeProvider.System, Recorder);

    public Recorder Recorder { get; } = new();

    public EventSink Events { get; }

    public RunOptions Options { get; init; } = new();

    public Task<Plan> PlanAsync(ImmutableArray<IResource> resources, params ImmutableArray<IOrphanFinder> finders) =>
        new Planner(Events, TimeProvider.System).PlanAsync(
            ResourceGraph.Of(resources),
            finders,
            Options.Parallelism,
            TestContext.Current.CancellationToken
        );

    public Task<RunResult> ApplyAsync(Plan plan, StopSignals? signals = null) =>
        new Applier(Events, TimeProvider.System).ApplyAsync(plan, Options, signals ?? StopSignals.None);

    public async Task<RunResult> UpAsync(params ImmutableArray<IResource> resources) => await ApplyAsync(await PlanAsync(resources));

    public Task<RunResult> DownAsync(params ImmutableArray<IResource> resources) => DownAsync([], resources);

    public Task<RunResult> DownAsync(ImmutableArray<IOrphanFinder> finders, params ImmutableArray<IResource> resources) =>
        new Remover(Events, TimeProvider.System).RemoveAsync(ResourceGraph.Of(resources), finders, Options.Parallelism, StopSignals.None);
}
