using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Engine.Tests;

public sealed class CancellationTests
{
    private readonly World world = new();
    private readonly Engine engine = new() { Options = new RunOptions { Parallelism = 2 } };

    [Fact]
    public async Task First_signal_lets_the_running_step_finish_and_begins_nothing_new()
    {
        using var stop = new CancellationTokenSource();
        var a = new FakeResource(world, "a") { OnApply = async _ => await stop.CancelAsync() };

        var result = await RunAsync([a, Thing("b", "a"), Thing("c", "b")], new StopSignals(stop.Token, CancellationToken.None));

        result.Ending.ShouldBe(RunEnding.Stopped);
        result.Done.ShouldHaveSingleItem().Resource.ShouldBe(a.Id);
        result
            .Skipped.Select(skipped => skipped.Why)
            .ShouldBe(["the run was stopped before its turn", "the run was stopped before its turn"]);
    }

    [Fact]
    public async Task Second_signal_cuts_the_running_step_short()
    {
        using var abort = new CancellationTokenSource();
        var a = new FakeResource(world, "a")
        {
            OnApply = async cancel =>
            {
                await abort.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancel);
            },
        };

        var result = await RunAsync([a, Thing("b", "a")], new StopSignals(abort.Token, abort.Token));

        result.Ending.ShouldBe(RunEnding.Aborted);
        result.Failed.ShouldHaveSingleItem().Error.Code.ShouldBe(EngineErrors.Interrupted);
        result.Skipped.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Run_that_crashes_at_any_resource_is_completed_by_the_next(int crashAt)
    {
        ImmutableArray<string[]> shape =
        [
            ["0"],
            ["1", "0"],
            ["2", "0"],
            ["3", "1", "2"],
            ["4", "3"],
            ["5"],
        ];
        using var abort = new CancellationTokenSource();
        var crashing = shape.Select(
            (node, index) =>
                (IResource)
                    new FakeResource(world, node[0], [.. node[1..]])
                    {
                        OnApply = async cancel =>
                        {
                            if (index == crashAt)
                            {
                                await abort.CancelAsync();
                            }

                            await Task.Delay(1, cancel);
                        },
                    }
        );
        await RunAsync([.. crashing], new StopSignals(abort.Token, abort.Token));
        world.Live.ShouldNotContainKey(FakeResource.IdOf($"{crashAt}"));
        var made = world.Live.Count;
        ImmutableArray<IResource> whole = [.. shape.Select(node => Thing(node[0], node[1..]))];

        var second = await new Engine().UpAsync(whole);
        var third = await new Engine().UpAsync(whole);

        second.IsWhole.ShouldBeTrue();
        second.Done.Length.ShouldBe(shape.Length - made);
        third.Unchanged.Length.ShouldBe(shape.Length);
    }

    [Fact]
    public async Task Cancelled_planning_throws()
    {
        using var cancel = new CancellationTokenSource();
        var slow = new FakeResource(world, "slow")
        {
            OnObserve = async token =>
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(() =>
            new Planner(engine.Events, TimeProvider.System).PlanAsync(ResourceGraph.Of([slow]), [], 2, cancel.Token)
        );
    }

    private async Task<RunResult> RunAsync(ImmutableArray<IResource> resources, StopSignals signals) =>
        await engine.ApplyAsync(await engine.PlanAsync(resources), signals);

    private FakeResource Thing(string name, params string[] needs) => new(world, name, [.. needs]);
}
