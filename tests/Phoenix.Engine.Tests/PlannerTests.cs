using Phoenix.Topology;

namespace Phoenix.Engine.Tests;

public sealed class PlannerTests
{
    private readonly World world = new();
    private readonly Engine engine = new();

    [Fact]
    public async Task Plan_of_an_empty_world_creates_everything()
    {
        var plan = await engine.PlanAsync([Thing("b", "a"), Thing("a")]);

        plan.Changes.Select(planned => planned.Id.Name).ShouldBe(["a", "b"]);
        (plan.ToCreate, plan.ToChange, plan.ToRemove).ShouldBe((2, 0, 0));
        plan.IsEmpty.ShouldBeFalse();
        world.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_of_a_converged_world_is_empty()
    {
        await engine.UpAsync(Thing("a"));

        (await engine.PlanAsync([Thing("a")])).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Plan_with_a_failing_observation_keeps_the_others_and_the_error()
    {
        var broken = new FakeResource(world, "broken") { OnObserve = _ => throw new IOException("no route to host") };

        var plan = await engine.PlanAsync([broken, Thing("a")]);

        plan.Changes.Select(planned => planned.Id.Name).ShouldBe(["a"]);
        var failure = plan.Failures.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(EngineErrors.ObservationFailed);
        failure.Where.ShouldBe("thing/broken");
        failure.Message.ShouldBe("no route to host");
        plan.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public async Task Plan_keeps_the_code_and_the_remote_words_of_an_error()
    {
        var code = new ErrorCode("PHX2001", "t", "m", "r");
        var broken = new FakeResource(world, "broken")
        {
            OnObserve = _ => throw new PhoenixException(code, "the node refused") { Remote = "permission check failed", Help = "ask" },
        };

        var failure = (await engine.PlanAsync([broken])).Failures[0].Failure.ShouldNotBeNull();

        (failure.Code, failure.Remote, failure.Help, failure.Where).ShouldBe((code, "permission check failed", "ask", "thing/broken"));
    }

    [Fact]
    public async Task Plan_with_a_timeout_inside_an_observation_is_a_failure_not_a_cancellation()
    {
        var slow = new FakeResource(world, "slow") { OnObserve = _ => throw new TaskCanceledException() };

        (await engine.PlanAsync([slow])).Failures[0].Failure!.Code.ShouldBe(EngineErrors.ObservationFailed);
    }

    [Fact]
    public async Task Plan_observes_in_parallel_but_not_above_the_limit()
    {
        var limited = new Engine { Options = new RunOptions { Parallelism = 3 } };
        var slow = Enumerable
            .Range(0, 12)
            .Select(index => (IResource)new FakeResource(world, $"{index}") { OnObserve = cancel => Task.Delay(20, cancel) });

        await limited.PlanAsync([.. slow]);

        world.MostAtOnce.ShouldBe(3);
    }

    [Fact]
    public async Task Plan_with_orphans_removes_them_and_calls_that_destructive()
    {
        var orphan = new FakeResource(world, "old") { IsOrphan = true };

        var plan = await engine.PlanAsync([Thing("a")], new Finder(() => [orphan]), new Finder(() => [orphan]));

        plan.ToRemove.ShouldBe(1);
        plan.Destructive.ShouldHaveSingleItem().Id.Name.ShouldBe("old");
    }

    [Fact]
    public async Task Plan_never_takes_what_is_declared_for_an_orphan()
    {
        var plan = await engine.PlanAsync([Thing("a")], new Finder(() => [new FakeResource(world, "a") { IsOrphan = true }]));

        plan.Orphans.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_with_a_failing_search_says_so_and_plans_the_rest()
    {
        var plan = await engine.PlanAsync([Thing("a")], new Finder(() => throw new IOException("gone")));

        plan.FailedSearches.ShouldHaveSingleItem().Error.Code.ShouldBe(EngineErrors.OrphanSearchFailed);
        plan.ToCreate.ShouldBe(1);
    }

    [Fact]
    public async Task Plan_says_the_same_as_one_with_the_same_changes_and_not_as_one_with_another_value()
    {
        world.Live[FakeResource.IdOf("a")] = "drifted";
        var plan = await engine.PlanAsync([Thing("a")]);

        plan.SaysTheSameAs(await engine.PlanAsync([Thing("a")])).ShouldBeTrue();

        world.Live[FakeResource.IdOf("a")] = "drifted further";
        plan.SaysTheSameAs(await engine.PlanAsync([Thing("a")])).ShouldBeFalse();
        plan.SaysTheSameAs(await engine.PlanAsync([Thing("a")], new Finder(() => throw new IOException("gone")))).ShouldBeFalse();
    }

    private FakeResource Thing(string name, params string[] needs) => new(world, name, [.. needs]);
}
