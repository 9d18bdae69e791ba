namespace Phoenix.Engine.Tests;

public sealed class OrphanTests
{
    private readonly World world = new();
    private readonly Engine engine = new();

    [Fact]
    public async Task Orphan_goes_before_a_new_one_of_its_kind_that_may_want_its_address()
    {
        await RunAsync([new FakeResource(world, "guest/new")], Orphan("guest/old"));

        world.WritesSoFar.ShouldBe(["Delete guest/old", "Create guest/new"]);
    }

    [Fact]
    public async Task Orphan_goes_after_the_orphans_that_live_on_it()
    {
        await RunAsync([], Orphan("guest/old"), Orphan("stack/old", "guest/old"));

        world.WritesSoFar.ShouldBe(["Delete stack/old", "Delete guest/old"]);
    }

    [Fact]
    public async Task Orphan_that_lives_on_something_declared_goes_once_that_is_in_place()
    {
        await RunAsync(
            [new FakeResource(world, "guest/portainer"), new FakeResource(world, "stack/new", "guest/portainer")],
            Orphan("stack/old", "guest/portainer")
        );

        world.WritesSoFar.ShouldBe(["Create guest/portainer", "Delete stack/old", "Create stack/new"]);
    }

    [Fact]
    public async Task Orphan_that_lives_on_something_of_its_own_kind_makes_no_circle()
    {
        await RunAsync([new FakeResource(world, "file/a")], Orphan("file/old", "file/a"));

        world.WritesSoFar.ShouldBe(["Create file/a", "Delete file/old"]);
    }

    [Fact]
    public async Task Orphan_that_cannot_be_removed_blocks_nothing()
    {
        var stubborn = new FakeResource(world, "guest/old") { IsOrphan = true, OnRemove = _ => throw new IOException("busy") };

        var result = await RunAsync([new FakeResource(world, "guest/new")], stubborn);

        result.Failed.ShouldHaveSingleItem().Resource.ShouldBe(stubborn.Id);
        result.Done.ShouldHaveSingleItem().Resource.Name.ShouldBe("new");
    }

    [Fact]
    public async Task Failed_search_makes_the_run_fail_in_part()
    {
        var plan = await engine.PlanAsync([new FakeResource(world, "a")], new Finder(() => throw new IOException("no answer")));

        var result = await engine.ApplyAsync(plan);

        var failed = result.Failed.ShouldHaveSingleItem();
        (failed.Resource.ToString(), failed.Error.Code).ShouldBe(("orphans/thing", EngineErrors.OrphanSearchFailed));
        result.Done.ShouldHaveSingleItem().Resource.Name.ShouldBe("a");
        engine.Recorder.Of<RunEvent.ResourceFailed>().ShouldHaveSingleItem();
    }

    private FakeResource Orphan(string name, params string[] needs) => new(world, name, [.. needs]) { IsOrphan = true };

    private async Task<RunResult> RunAsync(FakeResource[] declared, params FakeResource[] orphans) =>
        await engine.ApplyAsync(await engine.PlanAsync([.. declared], new Finder(() => [.. orphans])));
}
